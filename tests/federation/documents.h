#pragma once

#include "federation/yaml.h"

#include <gtest/gtest.h>

#include <string>

/// Documents as tests write and read them.
namespace orrery::federation {

/// The first document of the text; a test that gives none fails.
[[nodiscard]] inline api::Json yaml(const std::string& text)
{
    const auto documents = readYaml(text, "test");
    EXPECT_TRUE(documents) << (documents ? "" : documents.error().text());
    return documents && !documents->empty() ? documents->front().value : api::Json();
}

/// api::at for documents that end with the expression.
[[nodiscard]] inline api::Json at(const api::Json& document, const char* pointer)
{
    return api::at(document, pointer);
}

} // namespace orrery::federation
