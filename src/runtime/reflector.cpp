#include "runtime/reflector.h"

#include "api/watch_machine.h"

#include <atomic>
#include <random>

namespace orrery::runtime {

using std::chrono::milliseconds;

namespace {

constexpr std::size_t listPageLimit = 256u << 20;

} // namespace

/// Lives on its strand; every task holds a weak pointer, so that a destroyed Reflector falls silent. A sender's thread
/// only ever holds the strand: it must not be the one to destroy the session, and with it the sender.
struct Reflector::State : std::enable_shared_from_this<State> {
    std::shared_ptr<Strand> strand;
    std::shared_ptr<client::Session> session;
    Options options;
    Handlers handlers;
    const Clock& clock;
    Store store{};
    api::WatchMachine machine{};
    std::minstd_rand random{std::random_device{}()};
    std::string trouble{}; ///< the reason told last; empty while all is well

    // The request under way. A late callback of an earlier one is recognised by its number.
    std::uint64_t request = 0;
    bool waiting = false; ///< in a back-off, which has a number like a request
    std::string body{};
    api::LineSplitter lines{};
    std::vector<api::ObjectPtr> listed{};
    SteadyTime lastByte{};

    /// Held during a callback; the destructor waits for it, also inside a callback.
    std::recursive_mutex callbackMutex{};
    std::atomic<bool> closed = false;
    std::mutex callMutex{}; ///< of `call`, which the destructor ends from outside the strand
    std::shared_ptr<http::HttpCall> call{};

    State(Executor& executor, std::shared_ptr<client::Session> itsSession, Options itsOptions, Handlers itsHandlers,
          const Clock& itsClock)
        : strand(Strand::make(executor)), session(std::move(itsSession)), options(std::move(itsOptions)),
          handlers(std::move(itsHandlers)), clock(itsClock)
    {
    }

    template <class F>
    void later(F task, milliseconds delay = milliseconds(0))
    {
        auto guarded = [weak = weak_from_this(), task = std::move(task)]() mutable {
            if (const auto self = weak.lock())
                task(*self);
        };
        if (delay.count() > 0)
            strand->postAfter(delay, std::move(guarded));
        else
            strand->post(std::move(guarded));
    }

    template <class F>
    void tell(F&& callback)
    {
        const std::lock_guard lock(callbackMutex);
        if (!closed.load())
            callback();
    }

    void changed(const std::vector<api::ObjectKey>& keys)
    {
        tell([&] {
            if (handlers.changed)
                handlers.changed(keys);
        });
    }

    void report(const std::optional<Error>& error)
    {
        auto reason = error ? error->text() : std::string();
        if (reason == trouble)
            return;
        trouble = std::move(reason);
        tell([&] {
            if (handlers.trouble)
                handlers.trouble(error);
        });
    }

    void follow(const api::WatchMachine::Step& step)
    {
        if (closed.load())
            return;
        if (const auto* list = std::get_if<api::WatchMachine::List>(&step)) {
            listed.clear();
            startList(list->resourceVersion, {});
        } else if (const auto* watch = std::get_if<api::WatchMachine::Watch>(&step)) {
            startWatch(watch->resourceVersion);
        } else {
            const auto number = ++request;
            waiting = true;
            later([number](State& self) { self.goOn(number); }, std::get<api::WatchMachine::WaitThenRetry>(step).delay);
        }
    }

    /// The end of a back-off, unless somebody ended it before.
    void goOn(std::uint64_t number)
    {
        if (!waiting || request != number)
            return;
        waiting = false;
        follow(machine.waited(clock.now()));
    }

    void send(http::HttpRequest what, void (State::*onData)(std::string_view), void (State::*onDone)(Result<void>))
    {
        const auto number = ++request;
        lastByte = clock.now();
        http::HttpHandler handler;
        const auto current = [weak = weak_from_this(), number, target = std::weak_ptr(strand)](auto&& act) {
            if (const auto alive = target.lock()) {
                alive->post([weak, number, act]() mutable {
                    if (const auto self = weak.lock(); self && self->request == number)
                        act(*self);
                });
            }
        };
        handler.head = [current, watching = what.stream](const http::HttpHead&) {
            if (watching)
                current([](State& state) { state.report({}); });
        };
        handler.data = [current, onData](std::string_view bytes) {
            current([onData, copy = std::string(bytes)](State& state) { (state.*onData)(copy); });
        };
        handler.done = [current, onDone](Result<void> outcome) {
            current([onDone, outcome = std::move(outcome)](State& state) {
                state.swapCall(nullptr);
                (state.*onDone)(outcome);
            });
        };
        swapCall(session->stream(std::move(what), std::move(handler)));
        if (closed.load())
            drop();
    }

    std::shared_ptr<http::HttpCall> swapCall(std::shared_ptr<http::HttpCall> next)
    {
        const std::lock_guard lock(callMutex);
        return std::exchange(call, std::move(next));
    }

    /// Ends the request under way without waiting for its last word. Any thread.
    void drop()
    {
        if (const auto ending = swapCall(nullptr))
            ending->cancel();
    }

    void startList(const std::string& resourceVersion, const std::string& continueToken)
    {
        body.clear();
        api::ListOptions list;
        list.labelSelector = options.labelSelector;
        list.fieldSelector = options.fieldSelector;
        list.resourceVersion = resourceVersion;
        list.continueToken = continueToken;
        send(api::listRequest(options.resource, options.ns, list), &State::onListBytes, &State::onListDone);
    }

    void onListBytes(std::string_view bytes)
    {
        if (body.size() + bytes.size() <= listPageLimit) {
            body.append(bytes);
            return;
        }
        ++request;
        drop();
        onFailure({ErrorKind::Invalid, "http.too-large",
                   "a page of the list is larger than " + std::to_string(listPageLimit) + " bytes"});
    }

    void onListDone(Result<void> outcome)
    {
        if (!outcome)
            return onFailure(outcome.error());
        auto page = api::readList(body);
        body.clear();
        if (!page)
            return onFailure(page.error());
        std::move(page->items.begin(), page->items.end(), std::back_inserter(listed));
        if (!page->continueToken.empty())
            return startList({}, page->continueToken);
        // The old picture stays until the new one is whole: nobody sees a half-filled list.
        const auto keys = store.replaceAll(std::move(listed), clock.now());
        listed.clear();
        const auto step = machine.listed(std::move(page->resourceVersion), clock.now());
        report({});
        changed(keys);
        follow(step);
    }

    void startWatch(const std::string& resourceVersion)
    {
        lines = api::LineSplitter();
        api::WatchOptions watch;
        watch.labelSelector = options.labelSelector;
        watch.fieldSelector = options.fieldSelector;
        watch.resourceVersion = resourceVersion;
        watch.timeout = std::chrono::seconds(std::uniform_int_distribution<int>(200, 240)(random));
        send(api::watchRequest(options.resource, options.ns, watch), &State::onWatchBytes, &State::onWatchDone);
        guard(request);
    }

    /// The idle watchdog: a connection that says nothing for too long is taken for dead.
    void guard(std::uint64_t number)
    {
        later(
            [number](State& self) {
                if (self.request != number)
                    return;
                if (self.clock.now() - self.lastByte < self.options.idle)
                    return self.guard(number);
                ++self.request;
                self.drop();
                self.follow(self.machine.ended(self.clock.now()));
            },
            options.idle / 4);
    }

    void onWatchBytes(std::string_view bytes)
    {
        lastByte = clock.now();
        std::vector<api::ObjectKey> keys;
        std::optional<Error> fault;
        const auto pushed = lines.push(bytes, [&](std::string_view line) {
            if (fault)
                return;
            const auto event = api::readWatchEvent(line);
            if (!event)
                fault = event.error();
            else if (event->error)
                fault = *event->error;
            else
                take(*event, keys);
        });
        if (!pushed)
            fault = pushed.error();
        if (!keys.empty())
            changed(keys);
        if (fault) {
            ++request;
            drop();
            onFailure(*fault);
        }
    }

    void take(const api::WatchEvent& event, std::vector<api::ObjectKey>& keys)
    {
        const auto now = clock.now();
        machine.advanced(event.object->resourceVersion, now);
        switch (event.type) {
        case api::WatchEvent::Type::Added:
        case api::WatchEvent::Type::Modified:
            keys.push_back(event.object->key);
            store.put(event.object, now);
            break;
        case api::WatchEvent::Type::Deleted:
            keys.push_back(event.object->key);
            store.erase(event.object->key, now);
            break;
        default: store.touch(now);
        }
    }

    void onWatchDone(Result<void> outcome)
    {
        if (!outcome)
            return onFailure(outcome.error());
        follow(machine.ended(clock.now()));
    }

    void onFailure(const Error& error)
    {
        if (error.kind != ErrorKind::Gone)
            report(error);
        follow(machine.failed(error, clock.now()));
    }
};

Reflector::Reflector(Executor& executor, std::shared_ptr<client::Session> session, Options options, Handlers handlers,
                     const Clock& clock)
    : m_state(std::make_shared<State>(executor, std::move(session), std::move(options), std::move(handlers), clock))
{
    m_state->later([](State& self) { self.follow(self.machine.start()); });
}

Reflector::~Reflector()
{
    // First the flag, then the call: whoever starts one meanwhile sees the flag and ends it.
    {
        const std::lock_guard lock(m_state->callbackMutex);
        m_state->closed = true;
    }
    m_state->drop();
}

void Reflector::retryNow()
{
    m_state->later([](State& self) { self.goOn(self.request); });
}

const Store& Reflector::store() const
{
    return m_state->store;
}

} // namespace orrery::runtime
