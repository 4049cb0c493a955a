#include "kubeconfig/access.h"

#include "folder.h"
#include "kubeconfig/kubeconfig.h"

#include <string>
#include <vector>

namespace orrery::kubeconfig {

namespace {

class AccessOf : public Folder {
protected:
    /// The context `x` of a file with this cluster and user, each in flow style.
    Result<Access> resolve(const std::string& cluster, const std::string& user)
    {
        const auto file =
            write("home/config", "clusters: [{name: c, cluster: " + cluster + "}]\nusers: [{name: u, user: " + user
                                     + "}]\ncontexts: [{name: x, context: {cluster: c, user: u, namespace: ns}}]\n");
        return Kubeconfig::load(file).value().resolve("x");
    }
};

TEST_F(AccessOf, DecodesDataAndReadsFilesBesideTheKubeconfig)
{
    write("home/pki/ca.crt", "CA");
    const auto absolute = write("elsewhere/key", "KEY");
    const auto made = resolve("{server: 'https://API.example:6443/base/', certificate-authority: pki/ca.crt, "
                              "tls-server-name: kube, proxy-url: 'http://p:1'}",
                              "{client-certificate-data: Q0VSVA==, client-key: " + absolute
                                  + ", tokenFile: none, "
                                    "token: hidden}");
    ASSERT_TRUE(made) << made.error().text();
    EXPECT_EQ(made->server, "https://API.example:6443/base");
    EXPECT_EQ(made->host, "API.example");
    EXPECT_EQ(made->port, 6443);
    EXPECT_EQ(made->caPem, "CA");
    EXPECT_EQ(made->tlsServerName, "kube");
    EXPECT_EQ(made->proxyUrl, "http://p:1");
    EXPECT_EQ(made->ns, "ns");
    EXPECT_EQ(made->clientCertificatePem.reveal(), "CERT");
    EXPECT_EQ(made->clientKeyPem.reveal(), "KEY");
    EXPECT_EQ(made->token.reveal(), "hidden");
    EXPECT_EQ(made->tokenFile, path("home/none"));
}

TEST_F(AccessOf, PathsCountFromTheFolderOfALink)
{
    write("real/config", "clusters: [{name: c, cluster: {server: 'https://a', certificate-authority: ca}}]\n"
                         "contexts: [{name: x, context: {cluster: c}}]\n");
    write("real/ca", "wrong");
    write("links/ca", "right");
    std::filesystem::create_symlink(root / "real/config", root / "links/config");
    EXPECT_EQ(Kubeconfig::load(path("links/config")).value().resolve("x").value().caPem, "right");
}

TEST_F(AccessOf, ServerAddressesAreSpelledOut)
{
    struct Case {
        std::string cluster, server;
    };
    for (const auto& [cluster, server] : std::vector<Case>{
             {"{server: 'https://a'}", "https://a:443"},
             {"{server: 'HTTP://a/'}", "http://a:80"},
             {"{server: 'https://[fd00::1]:6443'}", "https://[fd00::1]:6443"},
             {"{server: 'https://a:1/x/y?q=1#f'}", "https://a:1/x/y"},
             {"{server: 'a:8080'}", "http://a:8080"},
             {"{server: 'a:6443', insecure-skip-tls-verify: true}", "https://a:6443"},
             {"{server: 'a', certificate-authority-data: Q0E=}", "https://a:443"},
         }) {
        const auto made = resolve(cluster, "{token: t}");
        ASSERT_TRUE(made) << cluster << made.error().text();
        EXPECT_EQ(made->server, server) << cluster;
    }
    const auto made = resolve("{server: 'https://me:p%40ss@a:1'}", "{}");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->server, "https://a:1");
    EXPECT_EQ(made->username, "me");
    EXPECT_EQ(made->password.reveal(), "p@ss");
}

TEST_F(AccessOf, RefusesTheConflictsThatKubectlRefuses)
{
    struct Case {
        std::string cluster, user, code;
    };
    const std::string good = "{server: 'https://a'}";
    for (const auto& [cluster, user, code] : std::vector<Case>{
             {"{server: 'https://a', certificate-authority: f, certificate-authority-data: Q0E=}", "{}", "conflict"},
             {"{server: 'https://a', certificate-authority-data: Q0E=, insecure-skip-tls-verify: true}", "{}",
              "conflict"},
             {"{server: 'https://a', certificate-authority: missing}", "{}", "file"},
             {"{server: 'https://a', certificate-authority-data: hushhush!}", "{}", "base64"},
             {"{server: 'https://a', proxy-url: 'ftp://p'}", "{}", "proxy"},
             {"{server: 'https://a', proxy-url: p}", "{}", "proxy"},
             {"{}", "{}", "server"},
             {"{server: 'unix:///run/x'}", "{}", "server"},
             {"{server: 'https://a b'}", "{}", "server"},
             {"{server: 'https://a:99999'}", "{}", "server"},
             {"{server: 'https://'}", "{}", "server"},
             {"{server: 'https://[::1'}", "{}", "server"},
             {good, "{client-certificate-data: Q0E=}", "conflict"},
             {good, "{client-certificate-data: Q0E=, client-certificate: f, client-key-data: Q0E=}", "conflict"},
             {good, "{client-certificate-data: Q0E=, client-key: f, client-key-data: Q0E=}", "conflict"},
             {good, "{token: hush, username: a, password: hush}", "conflict"},
             {good, "{tokenFile: missing}", "file"},
             {good, "{exec: {command: aws}, auth-provider: {name: oidc}}", "conflict"},
             {good, "{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}}", "exec"},
             {good, "{exec: {command: aws, interactiveMode: Never}}", "exec"},
             {good, "{exec: {command: aws, apiVersion: client.authentication.k8s.io/v1}}", "exec"},
             {good, "{exec: {command: aws, apiVersion: client.authentication.k8s.io/v1alpha1, interactiveMode: Never}}",
              "exec"},
             {good, "{exec: {command: aws, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Perhaps}}",
              "exec"},
             {good,
              "{exec: {command: aws, apiVersion: client.authentication.k8s.io/v1beta1, env: [{name: '', value: "
              "hush}]}}",
              "exec"},
             {good, "{auth-provider: {name: oidc, config: {refresh-token: hush}}}", "oidc"},
             {good, "{auth-provider: {name: gcp}}", "auth-provider-not-supported"},
             {good, "{token: t, as-groups: [g]}", "impersonation"},
             {good, "{token: t, as-uid: g}", "impersonation"},
         }) {
        const auto refused = resolve(cluster, user);
        ASSERT_FALSE(refused) << cluster << user;
        EXPECT_EQ(refused.error().kind, ErrorKind::Invalid) << cluster << user;
        EXPECT_EQ(refused.error().code, "kubeconfig." + code) << cluster << user;
        EXPECT_EQ(refused.error().text().find("hush"), std::string::npos) << refused.error().text();
        EXPECT_NE(refused.error().text().find("context x"), std::string::npos) << refused.error().text();
    }
}

TEST_F(AccessOf, AProgramIsReadyToBeRunAndSeenFromItsFile)
{
    const auto made =
        resolve("{server: 'https://a/x?y', disable-compression: true, extensions: [{name: other, extension: 1}, {name: "
                "client.authentication.k8s.io/exec, extension: {audience: b}}]}",
                "{exec: {command: bin/login, args: [a, b], apiVersion: client.authentication.k8s.io/v1beta1, "
                "provideClusterInfo: true, installHint: get it, env: [{name: N, value: v}]}}");
    ASSERT_TRUE(made) << made.error().text();
    ASSERT_TRUE(made->plugin);
    EXPECT_FALSE(made->anonymous());
    EXPECT_EQ(made->plugin->entry.command, path("home/bin/login"));
    EXPECT_EQ(made->plugin->entry.arguments, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(made->plugin->entry.interactiveMode, "IfAvailable") << "what v1beta1 means by saying nothing";
    EXPECT_EQ(made->plugin->entry.installHint, "get it");
    EXPECT_EQ(made->plugin->file, path("home/config"));
    EXPECT_EQ(made->plugin->server, "https://a/x?y");
    EXPECT_TRUE(made->plugin->disableCompression);
    ASSERT_TRUE(made->plugin->clusterConfig);
    EXPECT_EQ(made->plugin->clusterConfig->field("audience")->text, "b");
    const auto bare = resolve("{server: 'https://a'}", "{exec: {command: aws, interactiveMode: Never, apiVersion: "
                                                       "client.authentication.k8s.io/v1}}");
    EXPECT_EQ(bare.value().plugin.value().entry.command, "aws") << "searched in PATH when it is run";
}

TEST_F(AccessOf, AnIdTokenIsUsedUnlessThereIsSomethingStronger)
{
    const std::string good = "{server: 'https://a'}";
    const std::string provider = "auth-provider: {name: oidc, config: {id-token: i, refresh-token: r}}";
    const auto made = resolve(good, "{" + provider + "}").value();
    EXPECT_EQ(made.token.reveal(), "i");
    EXPECT_EQ(made.authProvider, "oidc");
    const auto stronger = resolve(good, "{token: t, " + provider + "}").value();
    EXPECT_EQ(stronger.token.reveal(), "t");
    EXPECT_EQ(stronger.authProvider, "");
}

TEST_F(AccessOf, TakesTheCombinationsThatKubectlTakes)
{
    const std::string good = "{server: 'https://a'}";
    EXPECT_TRUE(resolve(good, "{}").value().anonymous());
    EXPECT_TRUE(resolve(good, "{client-key-data: Q0E=}").value().anonymous());
    const std::string program = "exec: {command: aws, apiVersion: client.authentication.k8s.io/v1beta1}";
    EXPECT_EQ(resolve(good, "{token: t, " + program + "}").value().token.reveal(), "t");
    for (const auto* stronger : {"token: t", "username: a", "client-certificate-data: Q0E=, client-key-data: Q0E="})
        EXPECT_FALSE(resolve(good, std::string("{") + stronger + ", " + program + "}").value().plugin) << stronger;
    EXPECT_EQ(resolve(good, "{username: a, password: b}").value().username, "a");
    EXPECT_EQ(resolve(good, "{token: t, as: boss, as-groups: [g, h]}").value().impersonation.groups.size(), 2u);
    EXPECT_EQ(resolve("{server: 'https://u:p@a'}", "{token: t}").value().username, "");
}

} // namespace

} // namespace orrery::kubeconfig
