#include "runtime/persistent_map.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace orrery::runtime {
namespace {

using Map = PersistentMap<int, std::string>;

std::vector<std::pair<int, std::string>> contents(const Map& map)
{
    std::vector<std::pair<int, std::string>> out;
    map.forEach([&](int key, const std::string& value) { out.emplace_back(key, value); });
    return out;
}

TEST(PersistentMap, BeginsEmpty)
{
    const Map map;
    EXPECT_TRUE(map.empty());
    EXPECT_EQ(map.find(1), nullptr);
    EXPECT_TRUE(contents(map.without(1)).empty());
}

TEST(PersistentMap, WalksInTheOrderOfItsKeys)
{
    Map map;
    for (const int key : {5, 1, 9, 3})
        map = map.with(key, std::to_string(key));
    EXPECT_EQ(contents(map), (std::vector<std::pair<int, std::string>>{{1, "1"}, {3, "3"}, {5, "5"}, {9, "9"}}));
}

TEST(PersistentMap, AChangeLeavesOlderCopiesAlone)
{
    const auto first = Map().with(1, "one").with(2, "two");
    const auto changed = first.with(1, "uno");
    const auto shrunk = changed.without(2);
    EXPECT_EQ(*first.find(1), "one");
    EXPECT_EQ(*changed.find(1), "uno");
    EXPECT_EQ(first.size(), 2u);
    EXPECT_EQ(changed.size(), 2u);
    EXPECT_NE(changed.find(2), nullptr);
    EXPECT_EQ(shrunk.find(2), nullptr);
    EXPECT_EQ(shrunk.size(), 1u);
}

TEST(PersistentMap, AgreesWithStdMapAfterAnyChanges)
{
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    Map map;
    std::map<int, std::string> expected;
    for (int i = 0; i < 5'000; ++i) {
        const int key = int(random() % 300);
        if (random() % 3) {
            map = map.with(key, std::to_string(i));
            expected[key] = std::to_string(i);
        } else {
            map = map.without(key);
            expected.erase(key);
        }
        ASSERT_EQ(map.size(), expected.size());
    }
    EXPECT_EQ(contents(map), (std::vector<std::pair<int, std::string>>(expected.begin(), expected.end())));
    for (int key = 0; key < 300; ++key)
        EXPECT_EQ(map.find(key) != nullptr, expected.count(key) == 1) << key;
}

/// Counts its living copies: what is shared is not copied.
struct Counted {
    static inline int living = 0;
    Counted() { ++living; }
    Counted(const Counted&) { ++living; }
    Counted(Counted&&) noexcept { ++living; }
    Counted& operator=(const Counted&) = default;
    Counted& operator=(Counted&&) = default;
    ~Counted() { --living; }
};

TEST(PersistentMap, AChangeCopiesAPathNotTheWhole)
{
    PersistentMap<int, Counted> map;
    for (int key = 0; key < 20'000; ++key)
        map = map.with(key, {}); // in order: the worst case of a tree without balance
    const int before = Counted::living;
    EXPECT_EQ(before, 20'000);
    int most = 0;
    for (int key = 0; key < 20'000; key += 997) {
        const auto changed = map.with(key, {});
        most = std::max(most, Counted::living - before);
    }
    EXPECT_GT(most, 0);
    EXPECT_LT(most, 150) << "a balanced path is about 2 ln n = 20 to 50 nodes";
    EXPECT_EQ(Counted::living, before) << "and everything else is let go of";
}

} // namespace
} // namespace orrery::runtime
