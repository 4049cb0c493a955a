# One function for every library, test program and executable. Layers and what refuses a link that points up or
# sideways: Layers.cmake.
#
#   orrery_library(client LAYER 3 SOURCES session.cpp … LINK api http EXTERNAL OpenSSL::Crypto)
#   orrery_program(orreryctl SOURCES main.cpp LINK cli)
#   orrery_test(client SOURCES session_test.cpp … LINK client sim)
#
# LINK names Orrery libraries; EXTERNAL is passed through (and seen by whoever links the library), PRIVATE_EXTERNAL is
# not seen by others.

include(${CMAKE_CURRENT_LIST_DIR}/Layers.cmake)
if(ORRERY_FAST_TOOLS)
    include(${CMAKE_CURRENT_LIST_DIR}/FastTools.cmake)
endif()

function(orrery_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "LAYER" "SOURCES;LINK;EXTERNAL;PRIVATE_EXTERNAL")
    if("${arg_LAYER}" STREQUAL "")
        message(FATAL_ERROR "orrery_library(${name}) names no LAYER.")
    endif()
    set(target orrery_${name})
    orrery_declare_layer(${name} ${arg_LAYER})
    add_library(${target} STATIC ${arg_SOURCES})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_BINARY_DIR}/src)
    foreach(dependency IN LISTS arg_LINK)
        orrery_refuse_upward(${name} ${dependency})
        target_link_libraries(${target} PUBLIC orrery_${dependency})
    endforeach()
    target_link_libraries(${target} PUBLIC ${arg_EXTERNAL} PRIVATE ${arg_PRIVATE_EXTERNAL})
    orrery_compile_rules(${target})
endfunction()

# A composition root: it may link any layer, and nothing links it.
function(orrery_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;EXTERNAL")
    add_executable(${name} ${arg_SOURCES})
    list(TRANSFORM arg_LINK PREPEND orrery_)
    target_link_libraries(${name} PRIVATE ${arg_LINK} ${arg_EXTERNAL})
    orrery_compile_rules(${name})
endfunction()

# Warnings, as errors where a preset asks for them.
function(orrery_compile_rules target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
    if(ORRERY_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        # GCC 12 sees overlaps in every "a" + string once it inlines (its bug 105651).
        target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-Wno-restrict>)
    endif()
    if(ORRERY_SANITIZE MATCHES undefined)
        # What GCC 12 says of std::regex and std::function once they are instrumented; the other presets warn in earnest.
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized)
    endif()
endfunction()

# One test program, registered with CTest. LABELS say what it needs or is: `kubernetes` (real API servers), `e2e` (the
# whole application under Xvfb), `long` (only with ./test --all). Each case it runs is counted through the report that
# GTEST_OUTPUT asks for (scripts/tally.py).
function(orrery_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK;EXTERNAL;LABELS")
    if(NOT ORRERY_TESTS)
        return()
    endif()
    set(target ${name}_test)
    add_executable(${target} ${arg_SOURCES})
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    foreach(dependency IN LISTS arg_LINK)
        target_link_libraries(${target} PRIVATE orrery_${dependency})
    endforeach()
    target_link_libraries(${target} PRIVATE ${arg_EXTERNAL} GTest::gmock GTest::gtest_main)
    target_compile_definitions(${target} PRIVATE ORRERY_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    orrery_compile_rules(${target})
    add_test(NAME ${name} COMMAND ${target})
    set_tests_properties(${name} PROPERTIES
        TIMEOUT 300
        LABELS "${arg_LABELS}"
        ENVIRONMENT "GTEST_OUTPUT=xml:${PROJECT_BINARY_DIR}/results/${name}.xml")
endfunction()
