"""Intrusions and faults of the district, as geometries."""

import math

from osgeo import ogr


def intrusions(random, bounds, count, radii):
    """Rounded bodies with wavy contacts, as polygons. `radii`: smallest and largest, in map units."""
    left, bottom, right, top = bounds
    bodies = []
    for _ in range(count):
        x, y = random.uniform(left, right), random.uniform(bottom, top)
        radius = random.uniform(*radii)
        stretch = random.uniform(1.0, 1.8)
        turn = random.uniform(0, math.pi)
        waves = [(k, random.normal(0, 0.12 / k), random.uniform(0, 2 * math.pi)) for k in range(2, 7)]
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for step in range(73):
            angle = 2 * math.pi * (step % 72) / 72
            r = radius * (1 + sum(a * math.cos(k * angle + p) for k, a, p in waves))
            u, v = r * math.cos(angle) * stretch, r * math.sin(angle)
            ring.AddPoint_2D(round(x + u * math.cos(turn) - v * math.sin(turn), 1),
                             round(y + u * math.sin(turn) + v * math.cos(turn), 1))
        polygon = ogr.Geometry(ogr.wkbPolygon)
        polygon.AddGeometry(ring)
        bodies.append(polygon)
    return bodies


def faults(random, bounds, count):
    """Broken lines, most of them striking north-north-east as in southern Jiangxi, some across."""
    left, bottom, right, top = bounds
    lines = []
    for index in range(count):
        x, y = random.uniform(left, right), random.uniform(bottom, top)
        strike = math.radians(random.normal(62, 9) if index % 4 else random.normal(135, 10))
        length = random.uniform(12000, 55000)
        steps = max(int(length / 3000), 3)
        line = ogr.Geometry(ogr.wkbLineString)
        for _ in range(steps + 1):
            line.AddPoint_2D(round(x, 1), round(y, 1))
            bend = strike + random.normal(0, 0.16)
            x += length / steps * math.cos(bend)
            y += length / steps * math.sin(bend)
        lines.append(line)
    return lines
