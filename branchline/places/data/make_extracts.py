"""Cuts the openly licensed source files down to the extracts beside this file.

    python make_extracts.py FOLDER_WITH_THE_SOURCE_FILES

Standard library only, and deterministic: the same sources give the same bytes.
README.md names each source, its licence and what is left out here and why.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Row = Mapping[str, Any]

ENGLISH_COLUMNS = (
    "Reporting service", "Reporting service code", "Name", "Type",
    "Address 1", "Address 2", "Address 3", "Postcode",
    "Unique property reference number", "Longitude", "Latitude",
    "Statutory in 2010", "Statutory in 2016", "Statutory in 2019",
    "Statutory in 2021", "Statutory in 2022", "Statutory in 2023",
    "Operation in 2023", "Year opened", "Operating organisation", "Co-located",
    "Co-located archives", "Co-located arts centre", "Co-located care home or hostel",
    "Co-located catering, bars or pub", "Co-located civic", "Co-located community",
    "Co-located faith buildings", "Co-located health", "Co-located hotel",
    "Co-located industrial or business", "Co-located library", "Co-located museum",
    "Co-located retail", "Co-located schools or colleges",
    "Co-located universities or higher education", "Co-located other",
    "Monday opening times", "Tuesday opening times", "Wednesday opening times",
    "Thursday opening times", "Friday opening times", "Saturday opening times",
    "Sunday opening times", "Hours open per week", "Staffed hours per week", "Automated",
    "Rural urban classification code",
)  # fmt: skip
WELSH_COLUMNS = (
    "Local authority code", "Library name", "Address 1", "Address 2", "Address 3",
    "Postcode", "Type of library", "Statutory", "Year opened", "Year closed", "URL",
)  # fmt: skip
SERVICE_FIELDS = (
    "Name", "Service name", "Code", "Service URL", "Libraries URL", "Events URL",
    "Catalogue URL", "New member URL", "Home service URL", "Childrens service URL",
    "Ebook URL",
)  # fmt: skip
COUNCIL_TIERS = {
    "CTY": "upper", "NMD": "lower", "UA": "single", "MD": "single", "LBO": "single",
    "CC": "single", "WPA": "single", "SCO": "single", "NID": "single",
}  # fmt: skip
WARD_SHAPES = ("trafford", "newcastle_upon_tyne", "barnet", "cardiff")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def keep(rows: Iterable[Row], columns: Iterable[str]) -> list[dict[str, Any]]:
    columns = tuple(columns)
    return [{c: (row.get(c) or "").strip() for c in columns} for row in rows]


def write_bytes(name: str, content: bytes) -> None:
    # mtime=0 and no name in the header: unchanged sources leave no change in git.
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0, compresslevel=9) as file:
        file.write(content)
    (HERE / name).write_bytes(packed.getvalue())
    sys.stdout.write(f"{name:40} {len(packed.getvalue()):>9,} bytes" + "\n")


def write_csv(name: str, rows: list[dict[str, Any]]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_bytes(name, out.getvalue().encode())
    sys.stdout.write(f"{'':40} {len(rows):>9,} rows" + "\n")


def write_json(name: str, value: Any) -> None:
    write_bytes(name, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def libraries(source: Path) -> None:
    rows = read(source / "libraries/england_libraries_2010-2023_enhanced.csv")
    write_csv(
        "english_libraries.csv.gz",
        keep((r for r in rows if r["Operation in 2023"]), ENGLISH_COLUMNS),
    )
    rows = read(source / "libraries/wales_libraries_wikidata.csv")
    write_csv(
        "welsh_libraries.csv.gz", keep((r for r in rows if not r["Year closed"]), WELSH_COLUMNS)
    )


def services(source: Path) -> None:
    entries = json.loads((source / "services/uk_library_services_cc0.json").read_text())
    slim = [
        # A web address with an @ in it names somebody's calendar or mailbox.
        {
            "fields": {
                f: v.strip() for f in SERVICE_FIELDS if (v := e["fields"].get(f)) and "@" not in v
            }
        }
        for e in sorted(entries, key=lambda e: str(e["fields"]["Code"]))
    ]
    write_json("uk_services.json.gz", slim)


def population_centres(geography: Path, upper: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Authority code to the mean of its small areas' centres: where people are, not the hills."""
    centres = {r["LSOACD"]: r for r in read(geography / "uk_lsoa_centroids.csv")}
    inside: dict[str, list[dict[str, str]]] = defaultdict(list)
    for r in read(geography / "ons_lsoa21_to_ward24_england_wales.csv"):
        point = centres[r["LSOA21CD"]]
        for code in {r["LAD24CD"], upper.get(r["LAD24CD"], r["LAD24CD"])}:
            inside[code].append(point)
    return {
        code: (
            f"{sum(float(p['latitude']) for p in points) / len(points):.5f}",
            f"{sum(float(p['longitude']) for p in points) / len(points):.5f}",
        )
        for code, points in inside.items()
    }


def authorities(source: Path) -> None:
    geography = source / "geography"
    names = read(geography / "mysociety_uk_local_authorities_current.csv")
    history = {r["LADCD"]: r for r in read(geography / "uk_local_authority_codes_history.csv")}
    upper = {
        r["LTLA23CD"]: r["UTLA23CD"] for r in read(geography / "ons_lower_to_upper_tier_2023.csv")
    }
    official = {
        r["LAD24CD"]: (r["LAD24NM"].strip(), r["LAD24NMW"].strip())
        for r in read(geography / "ons_lsoa21_to_ward24_england_wales.csv")
    }
    gss = {r["local-authority-code"]: r["gss-code"] for r in names}
    centres = population_centres(geography, upper)
    rows: dict[str, dict[str, Any]] = {}
    for r in names:
        code = r["gss-code"]
        if not code or r["local-authority-type"] not in COUNCIL_TIERS:
            continue
        successors = [gss[c] for c in r["replaced-by"].split(",") if gss.get(c)]
        # The list's own centres of former English counties are wrong (Dorset's lies in Devon).
        given = (r["lat"][:8], r["long"][:8]) if code[0] in "SN" else ("", "")
        centre = centres.get(code, given)
        moved = history.get(code, {}).get("LADCD_ACTIVE", code)
        rows[code] = {
            "code": code,
            "name": official.get(code, (r["nice-name"].strip(), ""))[0],
            "name_cy": official.get(code, ("", ""))[1],
            "nation": r["nation"],
            "region": r["region"],
            "tier": COUNCIL_TIERS[r["local-authority-type"]],
            "upper_code": upper.get(code, "") if upper.get(code) != code else "",
            "valid_from": r["start-date"],
            "valid_to": r["end-date"],
            "replaced_by": " ".join(successors) or (moved if moved != code else ""),
            "lat": centre[0],
            "long": centre[1],
        }
    for code, h in history.items():  # codes that only the ONS change history knows
        if code in rows:
            continue
        active = h["LADCD_ACTIVE"]
        twin = next((rows[c] for c in (active, h["LAD20CD"]) if c in rows), None)
        rows[code] = {
            "code": code, "name": h["LADNM"], "name_cy": "", "nation": h["CTRYNM"],
            "region": h["RGNNM"] if h["CTRYNM"] == "England" else h["CTRYNM"],
            "tier": twin["tier"] if twin else "single",
            "upper_code": "" if h["UTLACD"] in (code, active) else h["UTLACD"],
            "valid_from": "", "valid_to": "",
            "replaced_by": active if active != code else "",
            "lat": twin["lat"] if twin else "", "long": twin["long"] if twin else "",
        }  # fmt: skip
    write_csv("authorities.csv.gz", [rows[c] for c in sorted(rows)])


def wards_and_small_areas(source: Path) -> None:
    geography = source / "geography"
    centres = {
        r["LSOACD"]: (float(r["latitude"]), float(r["longitude"]))
        for r in read(geography / "uk_lsoa_centroids.csv")
    }
    lookup = read(geography / "ons_lsoa21_to_ward24_england_wales.csv")
    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    wards: dict[str, dict[str, Any]] = {}
    for r in lookup:
        inside[r["WD24CD"]].append(centres[r["LSOA21CD"]])
        wards[r["WD24CD"]] = {k: r[k].strip() for k in ("WD24CD", "WD24NM", "WD24NMW", "LAD24CD")}
    for code, row in wards.items():  # a ward's centre: the mean of its small areas' centres
        points = inside[code]
        row["LAT"] = f"{sum(p[0] for p in points) / len(points):.4f}"
        row["LONG"] = f"{sum(p[1] for p in points) / len(points):.4f}"
    write_csv("wards_2024.csv.gz", [wards[c] for c in sorted(wards)])
    greater_manchester = {f"E080000{n:02}" for n in range(1, 11)}
    columns: tuple[str, ...] = ("LSOA21CD", "LSOA21NM", "WD24CD", "LAD24CD")
    local = [r for r in lookup if r["LAD24CD"] in greater_manchester]
    write_csv(
        "lsoa_to_ward_greater_manchester.csv.gz",
        keep(sorted(local, key=lambda r: r["LSOA21CD"]), columns),
    )
    imd = read(source / "deprivation/imd2025_england_lsoa21.csv")
    write_csv("imd2025_england.csv.gz", keep(imd, ("lsoa21_code", "IMD_rank", "IMD_decile")))
    postcodes = read(source / "trafford/postcodes_to_ward_lsoa.csv")
    columns = ("postcode", "ward_code", "lsoa_code", "la_code", "lon", "lat")
    write_csv(
        "postcodes_trafford.csv.gz", keep(sorted(postcodes, key=lambda r: r["postcode"]), columns)
    )


def rounded(coordinates: Any, step: float, digits: int) -> Any:
    """Snaps a ring to a grid: neighbours share their points, so borders still meet."""
    if not isinstance(coordinates[0][0], (int, float)):
        parts = [rounded(part, step, digits) for part in coordinates]
        return [part for part in parts if part]
    ring: list[list[float]] = []
    for lon, lat in coordinates:
        point = [round(round(lon / step) * step, digits), round(round(lat / step) * step, digits)]
        if not ring or point != ring[-1]:
            ring.append(point)
    return ring if len(ring) >= 4 else []


def shapes(source: Path) -> None:
    geography = source / "geography"
    features = []
    for name in WARD_SHAPES:
        wards = json.loads((geography / f"wards_2025_{name}.geojson").read_text())
        for f in wards["features"]:
            properties = {k: f["properties"][k] for k in ("WD25CD", "WD25NM", "WD25NMW", "LAD25CD")}
            geometry = f["geometry"]
            geometry = {**geometry, "coordinates": rounded(geometry["coordinates"], 1e-5, 5)}
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    write_json(
        "ward_boundaries_2025.geojson.gz", {"type": "FeatureCollection", "features": features}
    )
    outlines = json.loads((geography / "uk_local_authority_boundaries_2024.geojson").read_text())
    features = []
    for f in outlines["features"]:
        geometry = f["geometry"]
        kept = rounded(geometry["coordinates"], 0.004, 3)
        if geometry["type"] == "MultiPolygon":
            kept = [p for p in kept if p and p[0]]
        properties = {k: f["properties"][k] for k in ("LAD24CD", "LAD24NM")}
        features.append({"type": "Feature", "properties": properties,
                         "geometry": {"type": geometry["type"], "coordinates": kept}})  # fmt: skip
    write_json(
        "authority_outlines_2024.geojson.gz", {"type": "FeatureCollection", "features": features}
    )


def main() -> None:
    source = Path(sys.argv[1])
    for cut in (libraries, services, authorities, wards_and_small_areas, shapes):
        cut(source)


if __name__ == "__main__":
    main()
