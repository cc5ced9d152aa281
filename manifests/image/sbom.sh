#!/bin/sh
# What is inside, as CycloneDX 1.5: Debian's packages, Swift's packages, vendored lists. Made where the image is built, with nothing
# but dpkg and awk. usage: sbom.sh VERSION Package.resolved versions.tsv
set -eu
version=$1 resolved=$2 lists=$3
tab=$(printf '\t')

# One line a part: type, name, version, licence or "-", purl.
debian() {
    dpkg-query -W -f 'library\t${Package}\t${Version}\t-\tpkg:deb/debian/${Package}@${Version}?arch=${Architecture}&distro=debian-12\n' |
        awk -F "$tab" -v OFS="$tab" '{ gsub(/\+/, "%2B", $5); gsub(/~/, "%7E", $5); print }'
}
swift() {
    awk -F '"' -v OFS="$tab" '
        $2 == "identity" { name = $4 }
        $2 == "location" { place = $4; sub(/^https:\/\//, "", place); sub(/\.git$/, "", place) }
        $2 == "version" && $4 != "" { print "library", name, $4, "-", "pkg:swift/" place "@" $4 }
        $2 == "branch" { print "a package without a version: " name > "/dev/stderr"; exit 1 }' "$resolved"
}
vendored() { awk -F "$tab" -v OFS="$tab" 'NR > 1 { print "data", $1, $2, $3, "pkg:pypi/" $1 "@" $2 }' "$lists"; }

{ debian && swift && vendored; } | awk -F "$tab" -v version="$version" '
    function text(value) { gsub(/\\/, "\\\\", value); gsub(/"/, "\\\"", value); return "\"" value "\"" }
    BEGIN {
        printf "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"version\":1,\"metadata\":{\"component\":"
        printf "{\"type\":\"application\",\"name\":\"registrar\",\"version\":%s}},\n\"components\":[\n", text(version)
    }
    {
        printf "%s{\"type\":%s,\"name\":%s,\"version\":%s,", (NR > 1 ? ",\n" : ""), text($1), text($2), text($3)
        if ($4 != "-") printf "\"licenses\":[{\"license\":{\"id\":%s}}],", text($4)
        printf "\"bom-ref\":%s,\"purl\":%s}", text($5), text($5)
    }
    END { print "\n]}" }'
