#include "net/proxy.h"

#include <gtest/gtest.h>

#include <vector>

namespace orrery::net {

namespace {

TEST(Proxy, NoProxyIsReadAsGoReadsIt)
{
    struct Case {
        std::string noProxy, host;
        int port;
        bool exempt;
    };
    for (const auto& [noProxy, host, port, exempt] : std::vector<Case>{
             {"", "api.example.com", 443, false},
             {"*", "api.example.com", 443, true},
             {"example.com", "example.com", 443, true},
             {"example.com", "api.example.com", 443, true},
             {"example.com", "badexample.com", 443, false},
             {".example.com", "api.example.com", 443, true},
             {".example.com", "example.com", 443, false},
             {"*.example.com", "api.example.com", 443, true},
             {"*.example.com", "example.com", 443, false},
             {"EXAMPLE.com", "Api.Example.COM", 443, true},
             {"example.com", "api.example.com.", 443, true},
             {"example.com:6443", "example.com", 6443, true},
             {"example.com:6443", "example.com", 443, false},
             {"10.0.0.0/8", "10.20.30.40", 443, true},
             {"10.0.0.0/8", "11.0.0.1", 443, false},
             {"10.128.0.0/9", "10.127.0.1", 443, false},
             {"10.0.0.1", "10.0.0.1", 443, true},
             {"10.0.0.1:8443", "10.0.0.1", 443, false},
             {"fd00::/8", "fd00::1", 443, true},
             {"fd00::/8", "10.0.0.1", 443, false},
             {"[fd00::1]:6443", "fd00::1", 6443, true},
             {"[fd00::1]:6443", "fd00::1", 6444, false},
             {"fd00::1", "fd00:0:0::1", 6444, true},
             {"a.b , ,c.d", "c.d", 443, true},
             {"10.0.0.0/99", "10.0.0.1", 443, false},
             {",", "x", 443, false},
         })
        EXPECT_EQ(exemptFromProxy(noProxy, host, port), exempt) << noProxy << " for " << host << ":" << port;
}

TEST(Proxy, TheKubeconfigComesBeforeTheEnvironment)
{
    const ProxyEnvironment environment{.httpsProxy = "http://env:1",
                                       .httpProxy = "http://plain:2",
                                       .allProxy = "socks5://all:3",
                                       .noProxy = "skip.me"};
    struct Case {
        std::string url, ofKubeconfig, chosen;
    };
    for (const auto& [url, ofKubeconfig, chosen] : std::vector<Case>{
             {"https://a:6443", "", "http://env:1"},
             {"http://a:8080", "", "http://plain:2"},
             {"https://a:6443", "https://own:4", "https://own:4"},
             {"https://skip.me", "", ""},
             {"https://skip.me", "socks5://own:4", "socks5://own:4"},
             {"https://127.0.0.1:6443", "", ""},
             {"https://127.9.9.9:6443", "", ""},
             {"https://localhost:6443", "", ""},
             {"https://[::1]:6443", "", ""},
             {"https://127.0.0.1:6443", "http://own:4", "http://own:4"},
         })
        EXPECT_EQ(chooseProxy(url, ofKubeconfig, environment).value(), chosen) << url;
    EXPECT_EQ(chooseProxy("https://a", "", {.allProxy = "socks5://all:3"}).value(), "socks5://all:3");
    EXPECT_EQ(chooseProxy("https://a", "", {.httpsProxy = "bare:3128"}).value(), "http://bare:3128");
    EXPECT_EQ(chooseProxy("https://a", "", {}).value(), "");
}

TEST(Proxy, OtherSchemesAreRefused)
{
    for (const auto* proxy : {"ftp://a", "socks4://a", "socks5h://a"}) {
        const auto chosen = chooseProxy("https://a", proxy, {});
        ASSERT_FALSE(chosen) << proxy;
        EXPECT_EQ(chosen.error().kind, ErrorKind::Invalid);
        EXPECT_EQ(chosen.error().code, "net.proxy");
    }
}

} // namespace

} // namespace orrery::net
