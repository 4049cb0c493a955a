#include "runtime/store.h"
#include "support/manual_clock.h"

#include <gmock/gmock.h>

namespace orrery::runtime {
namespace {

using api::ObjectKey;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

api::ObjectPtr object(const std::string& name, const std::string& version, const std::string& uid = "u")
{
    return api::makeObject(
        {{"metadata", {{"namespace", "shop"}, {"name", name}, {"resourceVersion", version}, {"uid", uid}}}});
}

const ObjectKey a{"shop", "a"};
const ObjectKey b{"shop", "b"};
const ObjectKey c{"shop", "c"};

class StoreTest : public testing::Test {
protected:
    test::ManualClock clock{};
    Store store{};
};

TEST_F(StoreTest, IsNotSyncedBeforeTheFirstList)
{
    EXPECT_FALSE(store.synced());
    store.put(object("a", "1"), clock.now());
    EXPECT_FALSE(store.synced()) << "one object is no list";
    EXPECT_THAT(store.replaceAll({}, clock.now()), ElementsAre(a)) << "it is gone";
    EXPECT_TRUE(store.synced());
}

TEST_F(StoreTest, TheFirstListNamesAllKeys)
{
    EXPECT_THAT(store.replaceAll({object("b", "2"), object("a", "1")}, clock.now()), UnorderedElementsAre(a, b));
    EXPECT_EQ(store.find(b)->resourceVersion, "2");
    EXPECT_EQ(store.find(c), nullptr);
}

TEST_F(StoreTest, ALaterListNamesOnlyWhatDiffers)
{
    store.replaceAll({object("a", "1"), object("b", "2"), object("c", "3")}, clock.now());
    EXPECT_THAT(store.replaceAll({object("a", "1"), object("b", "9")}, clock.now()), UnorderedElementsAre(b, c));
    EXPECT_THAT(store.replaceAll({object("a", "1"), object("b", "9")}, clock.now()), IsEmpty());
}

TEST_F(StoreTest, ANamesakeThatWasRecreatedDiffers)
{
    store.replaceAll({object("a", "1", "old")}, clock.now());
    EXPECT_THAT(store.replaceAll({object("a", "1", "new")}, clock.now()), ElementsAre(a));
}

TEST_F(StoreTest, ReadersKeepThePictureTheyTook)
{
    store.replaceAll({object("a", "1")}, clock.now());
    const auto before = store.snapshot();
    store.put(object("a", "2"), clock.now());
    store.put(object("b", "3"), clock.now());
    store.erase(a, clock.now());
    EXPECT_EQ(before.size(), 1u);
    EXPECT_EQ((*before.find(a))->resourceVersion, "1");
    EXPECT_EQ(store.find(a), nullptr);
    EXPECT_EQ(store.snapshot().size(), 1u);
}

TEST_F(StoreTest, KnowsHowFreshItIs)
{
    const auto begin = clock.now();
    store.replaceAll({object("a", "1")}, clock.now());
    EXPECT_EQ(store.asOf(), begin);
    const std::vector<std::function<void()>> signs{
        [&] { store.put(object("a", "2"), clock.now()); },
        [&] { store.erase(a, clock.now()); },
        [&] { store.touch(clock.now()); },
    };
    for (const auto& sign : signs) {
        clock.advance(std::chrono::seconds(1));
        EXPECT_NE(store.asOf(), clock.now());
        sign();
        EXPECT_EQ(store.asOf(), clock.now());
    }
}

} // namespace
} // namespace orrery::runtime
