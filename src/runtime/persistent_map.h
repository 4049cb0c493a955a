#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace orrery::runtime {

/// An ordered map that never changes: `with` and `without` answer a new one that shares all but O(log n) nodes with the
/// old. A copy is one pointer. A treap with mixed counters as priorities, so that its shape does not depend on
/// the keys (R. Seidel, C. Aragon, "Randomized search trees", 1996). Safe to read from any thread.
template <class Key, class Value>
class PersistentMap {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }

    /// Null when absent; valid as long as this map or a copy of it lives.
    [[nodiscard]] const Value* find(const Key& key) const
    {
        for (const Node* node = m_root.get(); node;) {
            if (key < node->key)
                node = node->left.get();
            else if (node->key < key)
                node = node->right.get();
            else
                return &node->value;
        }
        return nullptr;
    }

    [[nodiscard]] PersistentMap with(const Key& key, Value value) const
    {
        auto [less, same, more] = split(m_root, key);
        const auto priority = same ? same->priority : mix(++counter());
        auto node = std::make_shared<const Node>(Node{key, std::move(value), priority, nullptr, nullptr});
        PersistentMap out;
        out.m_root = join(join(std::move(less), std::move(node)), std::move(more));
        out.m_size = m_size + (same ? 0 : 1);
        return out;
    }

    [[nodiscard]] PersistentMap without(const Key& key) const
    {
        if (!find(key))
            return *this;
        auto [less, same, more] = split(m_root, key);
        PersistentMap out;
        out.m_root = join(std::move(less), std::move(more));
        out.m_size = m_size - 1;
        return out;
    }

    /// `f(key, value)` in the order of the keys.
    template <class F>
    void forEach(F&& f) const
    {
        walk(m_root.get(), f);
    }

private:
    struct Node;
    using Ptr = std::shared_ptr<const Node>;
    struct Node {
        Key key;
        Value value;
        std::uint64_t priority;
        Ptr left;
        Ptr right;
    };
    struct Parts {
        Ptr less;
        Ptr same;
        Ptr more;
    };

    static std::uint64_t& counter()
    {
        thread_local std::uint64_t next = 0;
        return next;
    }
    /// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014).
    static std::uint64_t mix(std::uint64_t x)
    {
        x += 0x9E3779B97F4A7C15u;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
        return x ^ (x >> 31);
    }
    static Ptr copy(const Node& node, Ptr left, Ptr right)
    {
        return std::make_shared<const Node>(
            Node{node.key, node.value, node.priority, std::move(left), std::move(right)});
    }
    static Parts split(const Ptr& node, const Key& key)
    {
        if (!node)
            return {};
        if (key < node->key) {
            auto parts = split(node->left, key);
            parts.more = copy(*node, std::move(parts.more), node->right);
            return parts;
        }
        if (node->key < key) {
            auto parts = split(node->right, key);
            parts.less = copy(*node, node->left, std::move(parts.less));
            return parts;
        }
        return {node->left, node, node->right};
    }
    static Ptr join(Ptr less, Ptr more)
    {
        if (!less)
            return more;
        if (!more)
            return less;
        if (less->priority > more->priority)
            return copy(*less, less->left, join(less->right, std::move(more)));
        return copy(*more, join(std::move(less), more->left), more->right);
    }
    template <class F>
    static void walk(const Node* node, F& f)
    {
        if (!node)
            return;
        walk(node->left.get(), f);
        f(node->key, node->value);
        walk(node->right.get(), f);
    }

    Ptr m_root{};
    std::size_t m_size = 0;
};

} // namespace orrery::runtime
