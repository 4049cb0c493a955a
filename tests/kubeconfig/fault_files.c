/* Makes the n-th call that changes a file fail, or the last one the process ever makes. For crash_test.py, by
   LD_PRELOAD: ORRERY_FAULT=kill:N    SIGKILL before the N-th call ORRERY_FAULT=ERRNO:N   the N-th call fails with that
   number Without it, nothing. Calls are counted over all the functions below. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int due(void)
{
    static int left = -1, error = 0;
    if (left < 0) {
        const char* wish = getenv("ORRERY_FAULT");
        const char* number = wish ? strchr(wish, ':') : NULL;
        left = number ? atoi(number + 1) : 0;
        error = wish && strncmp(wish, "kill", 4) == 0 ? -1 : wish ? atoi(wish) : 0;
    }
    if (left == 0 || --left > 0)
        return 0;
    if (error < 0)
        kill(getpid(), SIGKILL);
    errno = error;
    return 1;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opened(const char* function, const char* path, int flags, mode_t mode)
{
    int (*next)(const char*, int, ...) = (int (*)(const char*, int, ...))dlsym(RTLD_NEXT, function);
    if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0 && due())
        return -1;
    return next(path, flags, mode);
}

#define MODE(flags)                                                                                                    \
    mode_t mode = 0;                                                                                                   \
    if (((flags)&O_CREAT) != 0) {                                                                                      \
        va_list list;                                                                                                  \
        va_start(list, flags);                                                                                         \
        mode = (mode_t)va_arg(list, int);                                                                              \
        va_end(list);                                                                                                  \
    }

int open(const char* path, int flags, ...)
{
    MODE(flags)
    return opened("open", path, flags, mode);
}
int open64(const char* path, int flags, ...)
{
    MODE(flags)
    return opened("open64", path, flags, mode);
}
int mkostemp(char* pattern, int flags)
{
    return due() ? -1 : NEXT(mkostemp)(pattern, flags);
}
int mkostemp64(char* pattern, int flags)
{
    return due() ? -1 : NEXT(mkostemp64)(pattern, flags);
}
ssize_t write(int file, const void* bytes, size_t count)
{
    /* Half of it arrives first, as on a disk that fills up. */
    if (file > 2 && count > 1 && due()) {
        const int error = errno;
        (void)!NEXT(write)(file, bytes, count / 2);
        errno = error;
        return -1;
    }
    return NEXT(write)(file, bytes, count);
}
int fsync(int file)
{
    return due() ? -1 : NEXT(fsync)(file);
}
int fchmod(int file, mode_t mode)
{
    return due() ? -1 : NEXT(fchmod)(file, mode);
}
int fchown(int file, uid_t owner, gid_t group)
{
    return due() ? -1 : NEXT(fchown)(file, owner, group);
}
int rename(const char* from, const char* to)
{
    return due() ? -1 : NEXT(rename)(from, to);
}
int link(const char* from, const char* to)
{
    return due() ? -1 : NEXT(link)(from, to);
}
int unlink(const char* path)
{
    return due() ? -1 : NEXT(unlink)(path);
}
int mkdir(const char* path, mode_t mode)
{
    return due() ? -1 : NEXT(mkdir)(path, mode);
}
int ftruncate(int file, off_t size)
{
    return due() ? -1 : NEXT(ftruncate)(file, size);
}
