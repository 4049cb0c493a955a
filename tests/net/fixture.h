#pragma once

#include "http/sender.h"
#include "net/endpoint.h"
#include "support/certificates.h"
#include "support/https_server.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace orrery::net {

/// An authority, a loop and the way to talk to a scripted server.
class NetTest : public testing::Test {
protected:
    using Script = test::HttpsServer::Script;

    [[nodiscard]] Endpoint endpointOf(const test::HttpsServer& server) const
    {
        Endpoint endpoint;
        endpoint.url = server.url();
        endpoint.caPem = authority.pem();
        return endpoint;
    }

    [[nodiscard]] std::shared_ptr<http::HttpSender> senderTo(const test::HttpsServer& server) const
    {
        return must(makeSender(loop, endpointOf(server)));
    }

    template <class T>
    static T must(Result<T> result)
    {
        EXPECT_TRUE(result) << (result ? "" : result.error().text());
        return result ? std::move(*result) : T{};
    }

    static http::HttpRequest request(std::string method, std::string target, std::string body = {})
    {
        http::HttpRequest made;
        made.method = std::move(method);
        made.target = std::move(target);
        made.body = std::move(body);
        return made;
    }

    static Script answering(std::string body)
    {
        return [body = std::move(body)](const auto&, auto& connection) { connection.answer(200, body); };
    }

    test::Authority authority{"test authority"};
    std::shared_ptr<Loop> loop = std::make_shared<Loop>();
};

/// What a request under way told, and a way to wait for it.
class Listener {
public:
    [[nodiscard]] http::HttpHandler handler()
    {
        http::HttpHandler made;
        made.head = [this](const http::HttpHead& head) { change([&] { m_status = head.status; }); };
        made.data = [this](std::string_view bytes) { change([&] { m_body += bytes; }); };
        made.done = [this](Result<void> outcome) { change([&] { m_outcome = std::move(outcome); }); };
        return made;
    }

    void waitForBody(const std::string& wanted)
    {
        wait([&] { return m_body == wanted || m_outcome; });
        EXPECT_EQ(m_body, wanted);
    }
    [[nodiscard]] int waitForStatus()
    {
        wait([&] { return m_status != 0 || m_outcome; });
        return m_status;
    }
    [[nodiscard]] Result<void> waitForEnd()
    {
        wait([&] { return m_outcome.has_value(); });
        return *m_outcome;
    }

private:
    template <class Change>
    void change(Change make)
    {
        const std::lock_guard lock(m_mutex);
        make();
        m_changed.notify_all();
    }
    template <class Reached>
    void wait(Reached reached)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, reached);
    }

    std::mutex m_mutex{};
    std::condition_variable m_changed{};
    int m_status = 0;
    std::string m_body{};
    std::optional<Result<void>> m_outcome{};
};

} // namespace orrery::net
