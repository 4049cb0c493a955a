#include "net/loop.h"

#include "net/reactor.h"

#include <curl/curl.h>

namespace orrery::net {

Loop::Loop()
{
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    static_cast<void>(ready);
    m_reactor = std::make_shared<Reactor>();
    m_reactor->start();
}

Loop::~Loop()
{
    m_reactor->stop();
}

} // namespace orrery::net
