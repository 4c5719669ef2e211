// SPDX-License-Identifier: Apache-2.0
#include "backup/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>

#include <cerrno>
#include <fstream>
#include <optional>

#include "base/strings.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr size_t kPiece = 256 * 1024;

struct FreeWriter {
  void operator()(archive* a) const { archive_write_free(a); }
};
struct FreeReader {
  void operator()(archive* a) const { archive_read_free(a); }
};
struct FreeEntry {
  void operator()(archive_entry* e) const { archive_entry_free(e); }
};
using Entry = std::unique_ptr<archive_entry, FreeEntry>;

std::string WordsOf(archive* a) {
  const char* words = archive_error_string(a);
  return words != nullptr ? words : "unknown failure";
}

// A relative name of plain parts.
bool IsInside(const fs::path& name) {
  if (name.empty() || name.is_absolute()) return false;
  for (const fs::path& part : name) {
    if (part == ".." || part == "." || part.empty()) return false;
  }
  return true;
}

}  // namespace

struct ArchiveWriter::Impl {
  Sink sink;
  std::optional<Error> failure;  // of the sink
  std::unique_ptr<archive, FreeWriter> tar{archive_write_new()};

  static la_ssize_t Put(archive* a, void* self, const void* bytes, size_t size) {
    auto& impl = *static_cast<Impl*>(self);
    const Result<void> put =
        impl.sink(std::string_view(static_cast<const char*>(bytes), size));
    if (put) return static_cast<la_ssize_t>(size);
    impl.failure = put.error();
    archive_set_error(a, EIO, "%s", "the sink failed");
    return -1;
  }

  Result<void> Check(la_ssize_t outcome) {
    if (outcome >= 0) return {};
    if (failure) return Fail(*failure);
    return Fail(StrCat("cannot make the archive: ", WordsOf(tar.get())));
  }

  Result<void> Begin(const std::string& name, uint64_t size, mode_t mode) {
    const Entry entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), mode);
    return Check(archive_write_header(tar.get(), entry.get()));
  }

  Result<void> Data(std::string_view bytes) {
    return Check(archive_write_data(tar.get(), bytes.data(), bytes.size()));
  }
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArchiveWriter::ArchiveWriter(ArchiveWriter&&) noexcept = default;
ArchiveWriter::~ArchiveWriter() = default;

Result<ArchiveWriter> ArchiveWriter::Open(Sink sink) {
  auto impl = std::make_unique<Impl>();
  impl->sink = std::move(sink);
  archive* tar = impl->tar.get();
  TRY(impl->Check(archive_write_set_format_pax_restricted(tar)));
  // Names are bytes: converting them would need a locale, which a server may lack.
  TRY(impl->Check(archive_write_set_format_option(tar, "pax", "hdrcharset", "BINARY")));
  TRY(impl->Check(archive_write_set_bytes_in_last_block(tar, 1)));
  TRY(impl->Check(archive_write_open2(tar, impl.get(), nullptr, &Impl::Put, nullptr, nullptr)));
  return ArchiveWriter(std::move(impl));
}

Result<void> ArchiveWriter::AddText(const std::string& name, std::string_view bytes) {
  TRY(impl_->Begin(name, bytes.size(), 0600));
  return impl_->Data(bytes);
}

Result<void> ArchiveWriter::AddFile(const std::string& name, const fs::path& path) {
  struct stat status = {};
  std::ifstream in(path, std::ios::binary);
  if (!in || ::stat(path.c_str(), &status) != 0) {
    return Fail(StrCat("cannot read ", Quote(path.string())));
  }
  TRY(impl_->Begin(name, static_cast<uint64_t>(status.st_size), status.st_mode & 0777));
  uint64_t left = static_cast<uint64_t>(status.st_size);
  std::string piece(kPiece, '\0');
  while (left > 0 && in) {
    in.read(piece.data(), static_cast<std::streamsize>(std::min<uint64_t>(left, kPiece)));
    const auto got = static_cast<size_t>(in.gcount());
    TRY(impl_->Data(std::string_view(piece).substr(0, got)));
    left -= got;
  }
  if (left == 0) return {};
  return Fail(StrCat(Quote(path.string()), " became shorter while it was read"),
              {"try again while nobody changes it"});
}

Result<void> ArchiveWriter::Finish() {
  return impl_->Check(archive_write_close(impl_->tar.get()));
}

namespace {

// What libarchive's callbacks need.
struct Reading {
  const std::function<Result<std::string>()>& source;
  std::string piece;
  std::optional<Error> failure;

  static la_ssize_t Get(archive* a, void* self, const void** bytes) {
    auto& reading = *static_cast<Reading*>(self);
    Result<std::string> next = reading.source();
    if (!next) {
      reading.failure = next.error();
      archive_set_error(a, EIO, "%s", "the source failed");
      return -1;
    }
    reading.piece = std::move(*next);
    *bytes = reading.piece.data();
    return static_cast<la_ssize_t>(reading.piece.size());
  }
};

Result<std::string> ReadPiece(archive* tar, const Reading& reading) {
  std::string piece(kPiece, '\0');
  const la_ssize_t n = archive_read_data(tar, piece.data(), piece.size());
  if (n < 0) {
    if (reading.failure) return Fail(*reading.failure);
    return Fail(StrCat("the archive is damaged: ", WordsOf(tar)));
  }
  piece.resize(static_cast<size_t>(n));
  return piece;
}

}  // namespace

Result<void> ReadArchive(const std::function<Result<std::string>()>& source,
                         const std::function<Result<void>(const ArchivedFile&)>& take) {
  Reading reading{source, {}, {}};
  const std::unique_ptr<archive, FreeReader> tar(archive_read_new());
  archive_read_support_format_tar(tar.get());
  int outcome = archive_read_open(tar.get(), &reading, nullptr, &Reading::Get, nullptr);
  while (outcome == ARCHIVE_OK) {
    archive_entry* entry = nullptr;
    outcome = archive_read_next_header(tar.get(), &entry);
    if (outcome != ARCHIVE_OK) break;
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr || !IsInside(name) || archive_entry_filetype(entry) != AE_IFREG) {
      return Fail(StrCat("the archive has what is no file of a school: ",
                         Quote(name != nullptr ? name : "", 80)));
    }
    const ArchivedFile file{name, static_cast<uint64_t>(archive_entry_size(entry)),
                            (archive_entry_perm(entry) & 0077) == 0,
                            [&] { return ReadPiece(tar.get(), reading); }};
    TRY(take(file));
  }
  if (outcome == ARCHIVE_EOF) return {};
  if (reading.failure) return Fail(*reading.failure);
  return Fail(StrCat("the archive is damaged: ", WordsOf(tar.get())));
}

}  // namespace certseal
