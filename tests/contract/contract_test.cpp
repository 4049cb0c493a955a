#include "contract/contract_test.h"

namespace orrery::contract {

void PrintTo(const Binding& binding, std::ostream* out)
{
    *out << binding.name;
}

std::vector<Binding> bindings()
{
    return {
        {"Simulated", simulatedWorld},
        {"Real", realWorld},
    };
}

void ContractTest::SetUp()
{
    auto opened = GetParam().open();
    if (!opened && opened.error().code == "contract.no-servers")
        GTEST_SKIP() << opened.error().message;
    ASSERT_TRUE(opened) << opened.error().text();
    world = *opened;
    session = world->admin();
    const auto created = session->create(
        namespaces, {{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"generateName", "contract-"}}}});
    ASSERT_TRUE(created) << created.error().text();
    ns = api::text(*created, "/metadata/name");
}

void ContractTest::TearDown()
{
    if (!ns.empty()) {
        const auto removed = session->remove(namespaces, {"", ns});
        EXPECT_TRUE(removed) << removed.error().text();
    }
}

api::Json ContractTest::configMap(const std::string& name, const api::Json& content) const
{
    return {{"apiVersion", "v1"},
            {"kind", "ConfigMap"},
            {"metadata", {{"name", name}, {"namespace", ns}}},
            {"data", content}};
}

api::Json ContractTest::made(const api::Resource& resource, const api::Json& object)
{
    auto created = session->create(resource, object);
    EXPECT_TRUE(created) << created.error().text();
    return created ? *created : api::Json();
}

api::Json ContractTest::read(const api::Resource& resource, const std::string& name)
{
    auto found = session->get(resource, {resource.namespaced ? ns : "", name});
    EXPECT_TRUE(found) << found.error().text();
    return found ? *found : api::Json();
}

Watched::Watched(std::shared_ptr<client::Session> session, runtime::Reflector::Options options)
{
    runtime::Reflector::Handlers handlers;
    handlers.changed = [this](const auto&) {
        const std::lock_guard lock(m_mutex);
        m_changed.notify_all();
    };
    handlers.trouble = [this](const std::optional<Error>& error) {
        const std::lock_guard lock(m_mutex);
        m_troubles.push_back(error ? error->text() : "");
    };
    m_reflector =
        std::make_unique<runtime::Reflector>(m_executor, std::move(session), std::move(options), std::move(handlers));
}

bool Watched::until(const std::function<bool(const runtime::Store&)>& satisfied)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, test::patience, [&] { return satisfied(m_reflector->store()); });
}

std::vector<std::string> Watched::troubles() const
{
    const std::lock_guard lock(m_mutex);
    return m_troubles;
}

Events::Events(client::Session& session, http::HttpRequest request)
{
    http::HttpHandler handler;
    handler.data = [stream = m_stream](std::string_view bytes) {
        (void)stream->lines.push(bytes, [&](std::string_view line) {
            using Type = api::WatchEvent::Type;
            const auto event = api::readWatchEvent(line);
            if (!event)
                return stream->told.put({"broken " + event.error().text(), ""});
            if (event->error)
                return stream->told.put({"ERROR " + event->error->code, ""});
            if (event->type == Type::Bookmark)
                return;
            const auto* type = event->type == Type::Added   ? "ADDED"
                             : event->type == Type::Deleted ? "DELETED"
                                                            : "MODIFIED";
            stream->told.put({type + (" " + event->object->key.name), event->object->resourceVersion});
        });
    };
    handler.done = [stream = m_stream](Result<void> outcome) {
        stream->told.put({outcome ? "end" : "refused " + outcome.error().code, ""});
    };
    m_call = session.stream(std::move(request), std::move(handler));
}

Events::~Events()
{
    m_call->cancel();
}

std::string Events::next()
{
    auto told = m_stream->told.take();
    if (!told)
        return "nothing";
    m_version = told->version;
    return told->what;
}

} // namespace orrery::contract
