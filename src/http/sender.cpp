#include "http/sender.h"

#include <condition_variable>
#include <mutex>

namespace orrery::http {

namespace {

struct Waiting {
    std::mutex mutex{};
    std::condition_variable_any changed{};
    HttpResponse response{};
    std::optional<Result<void>> outcome{};
    bool tooLarge = false;
    std::shared_ptr<HttpCall> call{};
};

} // namespace

Result<HttpResponse> exchange(HttpSender& sender, HttpRequest request, std::stop_token stop, std::size_t bodyLimit)
{
    const auto waiting = std::make_shared<Waiting>();
    HttpHandler handler;
    handler.head = [waiting](const HttpHead& head) {
        const std::lock_guard lock(waiting->mutex);
        waiting->response.status = head.status;
        waiting->response.headers = head.headers;
    };
    handler.data = [waiting, bodyLimit](std::string_view bytes) {
        std::shared_ptr<HttpCall> cancelled;
        {
            const std::lock_guard lock(waiting->mutex);
            if (waiting->tooLarge)
                return;
            if (waiting->response.body.size() + bytes.size() > bodyLimit) {
                waiting->tooLarge = true;
                cancelled = waiting->call;
            } else {
                waiting->response.body.append(bytes);
            }
        }
        if (cancelled)
            cancelled->cancel();
    };
    handler.done = [waiting](Result<void> outcome) {
        const std::lock_guard lock(waiting->mutex);
        waiting->outcome = std::move(outcome);
        waiting->changed.notify_all();
    };

    const auto call = sender.send(std::move(request), std::move(handler));
    const std::stop_callback onStop(stop, [call] { call->cancel(); });
    std::unique_lock lock(waiting->mutex);
    waiting->call = call;
    waiting->changed.wait(lock, [&] { return waiting->outcome.has_value(); });
    waiting->call.reset();
    if (waiting->tooLarge)
        return failure(ErrorKind::Invalid, "http.too-large",
                       "the answer is larger than " + std::to_string(bodyLimit) + " bytes");
    if (!*waiting->outcome)
        return failure(std::move(waiting->outcome->error()));
    return std::move(waiting->response);
}

} // namespace orrery::http
