#!/usr/bin/python3
"""Every gate is seen to pass on a clean tree and to fail on a planted violation."""

import pathlib
import subprocess
import tempfile
import textwrap
import unittest

import layers
import sizes
import words

ROOT = pathlib.Path(__file__).parents[2]

CLEAN = {
    "src/base/CMakeLists.txt": "orrery_library(base LAYER 0 SOURCES error.cpp)",
    "src/base/error.h": "#pragma once\n",
    "src/api/CMakeLists.txt": "orrery_library(api LAYER 2 SOURCES json.cpp LINK base)",
    "src/api/json.h": '#pragma once\n#include "base/error.h"\n#include <vector>\n',
    "src/net/CMakeLists.txt": "orrery_library(net LAYER 2\n    SOURCES loop.cpp\n    LINK base)",
    "src/net/loop.h": "#pragma once\n",
    "src/ui/CMakeLists.txt": "orrery_library(ui LAYER 7 SOURCES map.cpp LINK base)",
    "src/ui/map.h": '#pragma once\n#include "api/json.h"\n#include <QObject>\n',
    "src/app/CMakeLists.txt": "orrery_program(orrery SOURCES main.cpp LINK ui)",
    "src/app/main.cpp": '#include "ui/map.h"\n#include <QtGui/QGuiApplication>\n',
}


class PlantedTree(unittest.TestCase):
    """A tree with one file changed, and what a gate says about it."""

    def findings(self, gate, planted=None):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, text in {**CLEAN, **(planted or {})}.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
            return gate.check(root)

    def assert_refused(self, gate, planted, *said):
        found = self.findings(gate, planted)
        self.assertEqual(len(found), 1, found)
        for words_said in (next(iter(planted)), *said):
            self.assertIn(words_said, found[0])


class LayersTest(PlantedTree):
    def test_a_clean_tree_passes(self):
        self.assertEqual(self.findings(layers), [])

    def test_an_include_that_points_up_is_refused(self):
        self.assert_refused(layers, {"src/base/error.h": '#pragma once\n#include "api/json.h"\n'}, ":2:", "layer 2")

    def test_an_include_that_points_sideways_is_refused(self):
        self.assert_refused(layers, {"src/net/loop.h": '#pragma once\n#  include "api/json.h"\n'}, "arrows point down")

    def test_nothing_includes_a_composition_root(self):
        self.assert_refused(layers, {"src/ui/map.h": '#pragma once\n#include "app/main.h"\n'}, "app/main.h")

    def test_qt_in_the_core_is_refused_however_it_is_spelt(self):
        for header in ("<QString>", "<QtCore/QString>", "<qglobal.h>", '"QString"'):
            with self.subTest(header):
                self.assert_refused(layers, {"src/net/loop.h": f"#pragma once\n#include {header}\n"}, "Qt")

    def test_a_folder_without_a_layer_is_refused(self):
        self.assert_refused(layers, {"src/stray/thing.h": "#pragma once\n"}, "has no layer")

    def test_the_table_is_read_from_the_cmake_calls(self):
        table = layers.layer_table(ROOT)
        self.assertEqual(table["base"], 0)
        self.assertEqual(table["http"], 1)


class SizesTest(PlantedTree):
    def test_a_clean_tree_passes(self):
        self.assertEqual(self.findings(sizes), [])

    def test_each_kind_of_file_has_its_limit(self):
        for path, limit in (
            ("src/net/a.cpp", 600),
            ("src/net/a.h", 300),
            ("qml/Orrery/A.qml", 400),
            ("qml/Orrery/App/Main.qml", 150),
        ):
            with self.subTest(path):
                self.assertEqual(self.findings(sizes, {path: "\n" * limit}), [])
                self.assert_refused(sizes, {path: "\n" * (limit + 1)}, f"at most {limit}")

    def test_long_functions_are_refused_in_all_their_forms(self):
        body = "    work(); // }\n" * 60
        for head in (
            "void f()\n{\n",
            "Loop::Loop(int a)\n    : m_a{a}, m_b(b)\n{\n",
            "Loop::Loop()\n    : m_a{1}\n    , m_b{2}\n{\n",
            "namespace n {\nint f(T t = {}) const noexcept {\n",
            "struct S {\n    int f() {\n",
            "TEST(Loop, Runs)\n{\n",
            "const auto f = [](int a) {\n",
        ):
            with self.subTest(head):
                self.assert_refused(sizes, {"src/net/a.cpp": head + body + "}\n"}, "a function of 61 lines")

    def test_long_javascript_is_refused(self):
        body = "        work()\n" * 60
        for head in ("Item {\n    function f(a: int): int {\n", "Item {\n    onClicked: {\n"):
            with self.subTest(head):
                self.assert_refused(sizes, {"qml/Orrery/A.qml": head + body + "    }\n}\n"}, "a function of 61 lines")

    def test_long_classes_tables_and_namespaces_are_no_functions(self):
        for head in ("namespace n {\n", "class C : public D {\n", "const int table[] = {\n", 'extern "C" {\n'):
            with self.subTest(head):
                self.assertEqual(self.findings(sizes, {"src/net/a.cpp": head + "    a,\n" * 90 + "};\n"}), [])


class WordsTest(PlantedTree):
    def test_a_clean_tree_passes(self):
        self.assertEqual(self.findings(words), [])

    def test_banned_words_are_refused(self):
        for path, text in {
            "src/net/a.cpp": "class LaneManager {};",
            "src/net/b.cpp": "enum class MapData { a };",
            "src/net/c.cpp": "struct Info {};",
            "src/net/d.cpp": 'auto s = tr("Hello");',
            "src/net/e.cpp": "throw 1;",
            "src/net/f.cpp": "// TODO later",
            "src/net/map_helper.cpp": "",
            "src/net/g.h": "int a;",
            "src/ui/a.cpp": 'context.setContextProperty("a", b);',
            "qml/Orrery/MapUtil.qml": "Item {}",
            "tests/net/a_test.cpp": "std::this_thread::sleep_for(1s);",
        }.items():
            with self.subTest(path):
                self.assert_refused(words, {path: text})

    def test_comments_literals_and_the_ui_may_say_them(self):
        self.assertEqual(
            self.findings(
                words,
                {
                    "src/net/a.cpp": '// never throw\nauto a = "setContextProperty"; auto b = R"(throw)"; str(1);',
                    "src/ui/a.cpp": 'auto s = tr("Hello");',
                    "src/runtime/CMakeLists.txt": "orrery_library(runtime LAYER 4)",
                    "src/runtime/manager.h": "#pragma once\nclass Manager {};",
                },
            ),
            [],
        )


class ConfigureTest(unittest.TestCase):
    """The two gates that work when CMake runs, on tiny projects that use the real cmake/ folder."""

    def configure(self, lines, *options):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder)
            (source / "a.cpp").write_text("")
            (source / "CMakeLists.txt").write_text(
                "cmake_minimum_required(VERSION 3.25)\nset(CMAKE_CXX_COMPILER_FORCED ON)\nproject(Planted CXX)\n"
                f"include({ROOT}/cmake/OrreryLibrary.cmake)\n" + textwrap.dedent(lines)
            )
            run = subprocess.run(
                ["cmake", "-S", source, "-B", source / "build", "-G", "Ninja", *options],
                capture_output=True,
                text=True,
                check=False,
            )
            return run.returncode, " ".join(run.stderr.split())

    def assert_refused(self, lines, said, *options):
        code, output = self.configure(lines, *options)
        self.assertNotEqual(code, 0)
        self.assertIn(said, output)

    BASE = "orrery_library(base LAYER 0 SOURCES a.cpp)\n"

    def test_a_link_that_points_down_passes(self):
        code, output = self.configure(self.BASE + "orrery_library(api LAYER 2 SOURCES a.cpp LINK base)")
        self.assertEqual(code, 0, output)

    def test_a_link_that_points_up_is_refused(self):
        self.assert_refused(
            "orrery_library(api LAYER 2 SOURCES a.cpp)\norrery_library(base LAYER 0 SOURCES a.cpp LINK api)",
            "base (layer 0) must not link api (layer 2)",
        )

    def test_a_link_that_points_sideways_is_refused(self):
        self.assert_refused(
            "orrery_library(api LAYER 2 SOURCES a.cpp)\norrery_library(net LAYER 2 SOURCES a.cpp LINK api)",
            "arrows point down",
        )

    def test_a_link_past_the_function_is_refused(self):
        self.assert_refused(
            self.BASE + "orrery_library(api LAYER 2 SOURCES a.cpp)\ntarget_link_libraries(orrery_base PRIVATE orrery_api)",
            "base (layer 0) must not link api (layer 2)",
        )

    def test_a_link_to_something_undeclared_is_refused(self):
        self.assert_refused("orrery_library(api LAYER 2 SOURCES a.cpp LINK bsae)", "not a library declared before")

    def test_qt_below_the_desktop_is_refused(self):
        self.assert_refused(
            "add_library(Qt6::Core INTERFACE IMPORTED)\norrery_library(base LAYER 0 SOURCES a.cpp EXTERNAL Qt6::Core)",
            "base links Qt6::Core",
        )

    def test_core_only_refuses_even_a_quiet_look_for_qt(self):
        look = "find_package(Qt6 QUIET COMPONENTS Core)"
        provider = f"-DCMAKE_PROJECT_TOP_LEVEL_INCLUDES={ROOT}/cmake/RefuseQt.cmake"
        self.assertEqual(self.configure(look)[0], 0)
        self.assert_refused(look, "core-only: something looks for Qt6", provider)
        self.assertEqual(self.configure("find_package(PkgConfig)", provider)[0], 0)

    def test_the_preset_core_only_uses_that_gate(self):
        for preset in ("core-only", "asan", "tsan"):
            run = subprocess.run(
                ["cmake", "-N", "--preset", preset], cwd=ROOT, capture_output=True, text=True, check=True
            )
            self.assertIn("cmake/RefuseQt.cmake", run.stdout)
            self.assertIn('ORRERY_DESKTOP="OFF"', run.stdout)


if __name__ == "__main__":
    unittest.main()
