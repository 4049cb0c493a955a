#include "base/clock.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace orrery {

namespace {

class SystemClock final : public Clock {
public:
    SteadyTime now() const override { return std::chrono::steady_clock::now(); }
    WallTime wall() const override { return std::chrono::system_clock::now(); }
};

struct CivilTime {
    int year, month, day, hour, minute, second, micros;
};

CivilTime civil(WallTime time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{floor<microseconds>(time - day)};
    return {int(date.year()),
            int(unsigned(date.month())),
            int(unsigned(date.day())),
            int(clock.hours().count()),
            int(clock.minutes().count()),
            int(clock.seconds().count()),
            int(clock.subseconds().count())};
}

} // namespace

const Clock& Clock::system()
{
    static const SystemClock clock;
    return clock;
}

std::string rfc3339(WallTime time)
{
    const auto c = civil(time);
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day, c.hour, c.minute,
                  c.second);
    return text;
}

std::string rfc3339Micro(WallTime time)
{
    const auto c = civil(time);
    char text[80];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", c.year, c.month, c.day, c.hour, c.minute,
                  c.second, c.micros);
    return text;
}

std::optional<WallTime> parseRfc3339(std::string_view text)
{
    using namespace std::chrono;
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, used = 0;
    const std::string copy(text);
    if (std::sscanf(copy.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &y, &mo, &d, &h, &mi, &s, &used) != 6)
        return std::nullopt;
    const year_month_day date{year{y}, month{unsigned(mo)}, day{unsigned(d)}};
    if (!date.ok() || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 60)
        return std::nullopt;
    // Some servers write the year 9999 for never, which nanoseconds cannot count.
    const sys_seconds stated = sys_days{date} + hours{h} + minutes{mi} + seconds{s};
    WallTime time = std::clamp<sys_seconds>(stated, sys_days{1700y / 1 / 1}, sys_days{2200y / 1 / 1});
    auto at = std::size_t(used);
    if (at < copy.size() && copy[at] == '.') {
        long scale = 100'000;
        for (++at; at < copy.size() && copy[at] >= '0' && copy[at] <= '9'; ++at, scale /= 10)
            time += microseconds{(copy[at] - '0') * scale};
    }
    const auto zone = std::string_view(copy).substr(at);
    if (zone == "Z" || zone == "z")
        return time;
    int zh = 0, zm = 0;
    if (zone.size() == 6 && std::sscanf(zone.data() + 1, "%2d:%2d", &zh, &zm) == 2
        && (zone[0] == '+' || zone[0] == '-'))
        return zone[0] == '+' ? time - hours{zh} - minutes{zm} : time + hours{zh} + minutes{zm};
    return std::nullopt;
}

std::string age(std::chrono::seconds duration)
{
    const auto s = duration.count() < 0 ? 0 : duration.count();
    const auto two = [](long big, const char* bigUnit, long small, const char* smallUnit) {
        return std::to_string(big) + bigUnit + (small ? std::to_string(small) + smallUnit : "");
    };
    if (s < 120)
        return std::to_string(s) + "s";
    const auto m = s / 60;
    if (m < 10)
        return two(m, "m", s % 60, "s");
    if (m < 180)
        return std::to_string(m) + "m";
    const auto h = m / 60;
    if (h < 8)
        return two(h, "h", m % 60, "m");
    if (h < 48)
        return std::to_string(h) + "h";
    if (h < 192)
        return two(h / 24, "d", h % 24, "h");
    return std::to_string(h / 24) + "d";
}

} // namespace orrery
