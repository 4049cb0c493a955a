#include "kubeconfig/atomic_file.h"

#include "base/clock.h"
#include "kubeconfig/access.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
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

/// Gone again unless it was renamed.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& target) : m_path(target + ".orrery-XXXXXX")
    {
        m_file = ::mkostemp(m_path.data(), O_CLOEXEC);
    }
    ~TemporaryFile()
    {
        if (m_file < 0)
            return;
        ::close(m_file);
        if (!m_renamed)
            ::unlink(m_path.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    [[nodiscard]] bool made() const { return m_file >= 0; }

    [[nodiscard]] bool write(const std::string& bytes, const struct stat& like)
    {
        for (std::size_t written = 0; written < bytes.size();) {
            const auto count = ::write(m_file, bytes.data() + written, bytes.size() - written);
            if (count < 0 && errno != EINTR)
                return false;
            written += count > 0 ? static_cast<std::size_t>(count) : 0;
        }
        struct stat own { };
        const bool sameOwner = ::fstat(m_file, &own) == 0 && own.st_uid == like.st_uid && own.st_gid == like.st_gid;
        if (!sameOwner && ::fchown(m_file, like.st_uid, like.st_gid) != 0)
            return false;
        return ::fchmod(m_file, like.st_mode & 07777) == 0 && ::fsync(m_file) == 0;
    }

    [[nodiscard]] bool renameTo(const std::string& target)
    {
        m_renamed = ::rename(m_path.c_str(), target.c_str()) == 0;
        return m_renamed;
    }

private:
    std::string m_path;
    int m_file = -1;
    bool m_renamed = false;
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

Result<void> replaceFile(const std::string& path, const std::string& before, const std::string& after)
{
    std::error_code error;
    const auto real = std::filesystem::canonical(path, error).string();
    if (error)
        return cannotWrite(path, error.value());
    struct stat status { };
    if (::access(real.c_str(), W_OK) != 0 || ::stat(real.c_str(), &status) != 0)
        return cannotWrite(path, errno);
    TemporaryFile temporary(real);
    if (!temporary.made() || !temporary.write(after, status))
        return cannotWrite(path, errno);
    const auto now = readFile(real);
    if (!now || *now != before)
        return failure(ErrorKind::Conflict, "kubeconfig.changed", path + " was changed by another program meanwhile");
    if (!temporary.renameTo(real))
        return cannotWrite(path, errno);
    syncFolder(real);
    return {};
}

} // namespace orrery::kubeconfig
