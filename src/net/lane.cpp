#include "net/lane.h"

#include "net/reactor.h"
#include "net/transfer.h"

#include <vector>

namespace orrery::net {

namespace {

constexpr long idleConnections = 16;

} // namespace

Lane::Lane(Reactor& reactor) : m_reactor(reactor), m_multi(curl_multi_init())
{
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &Lane::onSocket);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &Lane::onTimer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
    curl_multi_setopt(m_multi, CURLMOPT_MAX_CONCURRENT_STREAMS, static_cast<long>(transfersPerLane));
    curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, idleConnections);
    m_reactor.add(*this);
}

Lane::~Lane()
{
    curl_multi_cleanup(m_multi);
    m_reactor.remove(*this);
}

void Lane::start(std::shared_ptr<Transfer> transfer)
{
    CURL* easy = transfer->easy();
    const auto added = curl_multi_add_handle(m_multi, easy);
    if (added != CURLM_OK) {
        transfer->finish(failure(ErrorKind::Internal, "net.curl", curl_multi_strerror(added)));
        return;
    }
    m_transfers.emplace(easy, std::move(transfer));
}

void Lane::cancel(Transfer& transfer)
{
    const auto taken = take(transfer.easy());
    if (taken)
        taken->finish(Transfer::cancelled());
}

void Lane::cancelAll()
{
    std::vector<CURL*> running;
    for (const auto& [easy, transfer] : m_transfers)
        running.push_back(easy);
    for (CURL* easy : running) {
        if (const auto taken = take(easy))
            taken->finish(Transfer::cancelled());
    }
}

void Lane::serve(curl_socket_t socket, int mask)
{
    int running = 0;
    curl_multi_socket_action(m_multi, socket, mask, &running);
    collect();
}

void Lane::serveTimer()
{
    m_due.reset(); // libcurl sets the next one from inside the call
    int running = 0;
    curl_multi_socket_action(m_multi, CURL_SOCKET_TIMEOUT, 0, &running);
    collect();
}

void Lane::collect()
{
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode code = message->data.result; // the message dies with the handle's removal
        CURL* easy = message->easy_handle;
        const auto found = m_transfers.find(easy);
        if (found == m_transfers.end())
            continue;
        auto outcome = found->second->outcome(code);
        take(easy)->finish(std::move(outcome));
    }
}

std::shared_ptr<Transfer> Lane::take(CURL* easy)
{
    const auto found = m_transfers.find(easy);
    if (found == m_transfers.end())
        return nullptr;
    curl_multi_remove_handle(m_multi, easy);
    auto transfer = std::move(found->second);
    m_transfers.erase(found);
    return transfer;
}

int Lane::onSocket(CURL*, curl_socket_t socket, int what, void* self, void*)
{
    auto& lane = *static_cast<Lane*>(self);
    lane.m_reactor.watch(lane, socket, what);
    return 0;
}

int Lane::onTimer(CURLM*, long milliseconds, void* self)
{
    auto& lane = *static_cast<Lane*>(self);
    if (milliseconds < 0)
        lane.m_due.reset();
    else
        lane.m_due = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    return 0;
}

} // namespace orrery::net
