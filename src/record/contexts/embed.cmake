# Writes OUTPUT, a C++ file that holds the bytes of the two context documents in
# DIRECTORY. Run by the build: cmake -DDIRECTORY=... -DOUTPUT=... -P embed.cmake
function(embed variable file)
  file(READ ${DIRECTORY}/${file} bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\"\n    \"" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  file(SIZE ${DIRECTORY}/${file} size)
  set(${variable} "{\n    \"${bytes}\", ${size}}" PARENT_SCOPE)
endfunction()

embed(credentials credentials-v2.json)
embed(badges ob-v3p0-context-3.0.3.json)
file(WRITE ${OUTPUT} "// Made by embed.cmake.
#include \"record/contexts.h\"

namespace certseal::embedded {
extern const std::string_view kCredentialsContext;
extern const std::string_view kOpenBadgesContext;
const std::string_view kCredentialsContext${credentials};
const std::string_view kOpenBadgesContext${badges};
}  // namespace certseal::embedded
")
