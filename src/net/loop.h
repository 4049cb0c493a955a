#pragma once

#include <memory>

namespace orrery::net {

class Reactor;

/// One thread that drives the sockets of any number of senders. Share one among all clusters of a program (two or
/// three for hundreds of busy ones). Handlers of http::HttpHandler run on this thread and must not block.
///
/// The destructor cancels what is still under way (each `done` gets Cancelled), then joins the thread. When the last
/// reference falls inside a handler, the thread ends by itself right after that handler instead.
class Loop {
public:
    Loop();
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// For the senders of this folder.
    [[nodiscard]] const std::shared_ptr<Reactor>& reactor() const { return m_reactor; }

private:
    std::shared_ptr<Reactor> m_reactor;
};

} // namespace orrery::net
