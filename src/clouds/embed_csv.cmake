# Writes INPUT as a string constant into the C++ file OUTPUT, one literal for each line: compilers limit the length of one.
file(READ ${INPUT} text ENCODING UTF-8)
string(REPLACE "\n" ")csv\" \"\\n\"\n    R\"csv(" text "${text}")
file(WRITE ${OUTPUT}.new "#include \"clouds/region_table.h\"\n
namespace orrery::clouds {\n
std::string_view regionTable()\n{\n    return R\"csv(${text})csv\";\n}\n
} // namespace orrery::clouds\n")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
file(TOUCH ${OUTPUT})
