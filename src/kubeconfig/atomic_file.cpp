#include "kubeconfig/atomic_file.h"

#include "base/clock.h"
#include "kubeconfig/access.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace orrery::kubeconfig {

namespace {

constexpr auto betweenTries = std::chrono::milliseconds(50);

tl::unexpected<Error> cannotWrite(const std::string& path, int error)
{
    const bool forbidden = error == EACCES || error == EPERM || error == EROFS;
    return failure(forbidden ? ErrorKind::Forbidden : ErrorKind::Unavailable, "kubeconfig.write",
                   "cannot write " + path + ": " + std::generic_category().message(error));
}

std::string ageOf(const std::string& path)
{
    struct stat status { };
    if (::stat(path.c_str(), &status) != 0)
        return {};
    const auto made = std::chrono::system_clock::from_time_t(status.st_mtime);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(Clock::system().wall() - made);
    return " for " + age(seconds);
}

constexpr std::string_view temporaryMark = ".orrery-";
constexpr std::string_view temporaryPattern = "XXXXXX";

/// Who may read a new file, and whose it is.
struct Likeness {
    mode_t mode = 0600;
    std::optional<std::pair<uid_t, gid_t>> owner{}; ///< nothing: whoever runs this
};

[[nodiscard]] bool writeAll(int file, const std::string& bytes)
{
    for (std::size_t written = 0; written < bytes.size();) {
        const auto count = ::write(file, bytes.data() + written, bytes.size() - written);
        if (count < 0 && errno != EINTR)
            return false;
        written += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    return true;
}

/// Gone again unless it was moved to its place.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& target)
        : m_path(target + std::string(temporaryMark) + std::string(temporaryPattern))
    {
        m_file = ::mkostemp(m_path.data(), O_CLOEXEC);
    }
    ~TemporaryFile()
    {
        if (m_file < 0)
            return;
        ::close(m_file);
        if (!m_moved)
            ::unlink(m_path.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] bool made() const { return m_file >= 0; }

    [[nodiscard]] bool write(const std::string& bytes, const Likeness& like)
    {
        if (!writeAll(m_file, bytes))
            return false;
        struct stat own { };
        if (like.owner && (::fstat(m_file, &own) != 0 || std::pair(own.st_uid, own.st_gid) != *like.owner)
            && ::fchown(m_file, like.owner->first, like.owner->second) != 0)
            return false;
        return ::fchmod(m_file, like.mode) == 0 && ::fsync(m_file) == 0;
    }

    [[nodiscard]] bool renameTo(const std::string& target)
    {
        m_moved = ::rename(m_path.c_str(), target.c_str()) == 0;
        return m_moved;
    }

    /// Fails with EEXIST when there is one.
    [[nodiscard]] bool linkTo(const std::string& target) const { return ::link(m_path.c_str(), target.c_str()) == 0; }

private:
    std::string m_path;
    int m_file = -1;
    bool m_moved = false;
};

void syncFolder(const std::string& path)
{
    const auto folder = std::filesystem::path(path).parent_path();
    const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0)
        return;
    ::fsync(opened);
    ::close(opened);
}

} // namespace

Result<FileLock> FileLock::take(const std::string& path, std::chrono::milliseconds patience)
{
    auto lockPath = path + ".lock";
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        const int opened = ::open(lockPath.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0);
        if (opened >= 0) {
            ::close(opened);
            return FileLock(std::move(lockPath));
        }
        if (errno != EEXIST)
            return cannotWrite(lockPath, errno);
        if (std::chrono::steady_clock::now() >= deadline)
            return failure(ErrorKind::Unavailable, "kubeconfig.locked",
                           path + " has been locked by another program" + ageOf(lockPath)
                               + "; if none is writing it, remove " + lockPath);
        std::this_thread::sleep_for(betweenTries);
    }
}

FileLock::FileLock(FileLock&& other) noexcept : m_lockPath(std::exchange(other.m_lockPath, {})) { }

FileLock::~FileLock()
{
    if (!m_lockPath.empty())
        ::unlink(m_lockPath.c_str());
}

namespace {

tl::unexpected<Error> changedMeanwhile(const std::string& path)
{
    return failure(ErrorKind::Conflict, "kubeconfig.changed", path + " was changed by another program meanwhile");
}

/// A mount point cannot be renamed over.
Result<void> writeInPlace(const std::string& path, const std::string& bytes)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return cannotWrite(path, errno);
    const bool done =
        writeAll(file, bytes) && ::ftruncate(file, static_cast<off_t>(bytes.size())) == 0 && ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    if (!done)
        return cannotWrite(path, error);
    return {};
}

} // namespace

Result<void> makeFolder(const std::string& path)
{
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code error;
    if (!folder.empty())
        std::filesystem::create_directories(folder, error);
    if (error)
        return cannotWrite(folder.string(), error.value());
    return {};
}

Result<void> replaceFile(const std::string& path, const std::string& before, const std::string& after)
{
    const auto real = realPath(path);
    struct stat status { };
    if (::stat(real.c_str(), &status) != 0 || ::access(real.c_str(), W_OK) != 0)
        return cannotWrite(path, errno);
    TemporaryFile temporary(real);
    if (!temporary.made())
        return cannotWrite(path, errno);
    if (!temporary.write(after, {status.st_mode & 07777, std::pair(status.st_uid, status.st_gid)})) {
        if (errno == EPERM)
            return failure(ErrorKind::Forbidden, "kubeconfig.write",
                           path + " belongs to another user, and its owner would change; let the owner do this");
        return cannotWrite(path, errno);
    }
    const auto now = readFile(real);
    if (!now || *now != before)
        return changedMeanwhile(path);
    if (!temporary.renameTo(real)) {
        if (errno == EBUSY || errno == EXDEV)
            return writeInPlace(real, after);
        return cannotWrite(path, errno);
    }
    syncFolder(real);
    return {};
}

Result<void> createFile(const std::string& path, const std::string& bytes)
{
    const auto real = realPath(path);
    if (auto made = makeFolder(real); !made)
        return made;
    TemporaryFile temporary(real);
    if (!temporary.made() || !temporary.write(bytes, {}))
        return cannotWrite(path, errno);
    if (!temporary.linkTo(real)) {
        if (errno == EEXIST)
            return changedMeanwhile(path);
        // Some file systems have no links.
        if (::access(real.c_str(), F_OK) == 0)
            return changedMeanwhile(path);
        if (!temporary.renameTo(real))
            return cannotWrite(path, errno);
    }
    syncFolder(real);
    return {};
}

Result<void> keepFile(const std::string& path, const std::string& bytes)
{
    if (auto made = makeFolder(path); !made)
        return made;
    TemporaryFile temporary(path);
    if (!temporary.made() || !temporary.write(bytes, {}) || !temporary.renameTo(path))
        return cannotWrite(path, errno);
    syncFolder(path);
    return {};
}

std::vector<std::string> leftovers(const std::string& path)
{
    const std::filesystem::path real = realPath(path);
    const auto beginning = real.filename().string() + std::string(temporaryMark);
    std::vector<std::string> found;
    std::error_code error;
    std::filesystem::directory_iterator entries(real.parent_path(), error);
    for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
        const auto name = entries->path().filename().string();
        if (name.starts_with(beginning) && name.size() == beginning.size() + temporaryPattern.size())
            found.push_back(entries->path().string());
    }
    return found;
}

std::string realPath(const std::string& path)
{
    std::error_code error;
    auto real = std::filesystem::absolute(path, error);
    for (int links = 0; links < 40; ++links) { // as many as Linux follows
        const auto next = std::filesystem::read_symlink(real, error);
        if (error)
            break;
        real = next.is_absolute() ? next : real.parent_path() / next;
    }
    return real.lexically_normal().string();
}

} // namespace orrery::kubeconfig
