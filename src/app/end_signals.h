#pragma once

#include <functional>

class QObject;

namespace orrery::app {

/// Calls `end` on the GUI thread when the program is asked to end by a signal: SIGTERM, SIGINT or SIGHUP. A second one
/// ends it at once. Nothing on Windows, where a window gets a message instead. Once, after the application was made;
/// `owner` goes with it.
void onEndSignal(QObject* owner, std::function<void()> end);

} // namespace orrery::app
