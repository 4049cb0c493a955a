# Makes any find_package(Qt…) an error, also a quiet or optional one. The preset `core-only` includes this before the
# project starts: whoever asks for Qt below src/desktop, src/ui and src/app is told so when CMake runs.

macro(orrery_refuse_qt method package)
    if("${package}" MATCHES "^Qt[0-9]*")
        message(FATAL_ERROR "core-only: something looks for ${package}, but the core and orreryctl do without Qt.")
    endif()
endmacro()

cmake_language(SET_DEPENDENCY_PROVIDER orrery_refuse_qt SUPPORTED_METHODS FIND_PACKAGE)
