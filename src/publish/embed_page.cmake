# Writes OUTPUT, a C++ file that holds FILES of DIRECTORY, the page on which anyone checks
# a certificate. Run by the build: cmake -DDIRECTORY=... -DFILES=... -DOUTPUT=... -P ...
set(rows "")
foreach(path IN LISTS FILES)
  file(READ ${DIRECTORY}/${path} bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\"\n     \"" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  file(SIZE ${DIRECTORY}/${path} size)
  string(APPEND rows "    {\"${path}\",\n     {\"${bytes}\", ${size}}},\n")
endforeach()

file(WRITE ${OUTPUT} "// Made by embed_page.cmake.
#include \"publish/page_files.h\"

namespace certseal {
namespace {

constexpr PageFile kFiles[] = {
${rows}};

}  // namespace

std::span<const PageFile> EmbeddedPage() { return kFiles; }

}  // namespace certseal
")
