"""The district itself: evidence layers, the prospectivity that is known because it was made, and deposits drawn from it."""

import numpy as np
from fields import blur, smooth_field, standardized
from geology import faults, intrusions
from grids import CELL, Grid, burn, distance

SEED = 1907
DEPOSITS = 118
PAD = 24  # cells around the district, for layers on other grids that reach beyond it

DISTRICT = Grid(250000.0, 2890000.0, 300, 240)
WIDE = Grid(250000.0 - PAD * CELL, 2890000.0 + PAD * CELL, 300 + 2 * PAD, 240 + 2 * PAD)

# What deposits depend on, and in which direction; everything else only looks related, or is noise.
DRIVERS = {"W": 1, "Sn": 1, "Bi": 1, "distance_yanshanian_granite": -1, "distance_faults": -1, "gravity": -1}
BYSTANDERS = ["Mn", "Cu", "fault_density", "magnetics", "distance_caledonian_granite", "lithology"]
DECOYS = ["decoy_1", "decoy_2"]

LITHOLOGY = ["", "Cambrian slate", "Devonian sandstone", "Carboniferous limestone", "Yanshanian granite",
             "Caledonian granite", "Quaternary alluvium"]


def inner(values):
    """The part of a field on the wide grid that is the district."""
    return values[PAD:-PAD, PAD:-PAD]


class District:
    """Everything on the wide grid, in the units of the layers."""

    def __init__(self):
        random = np.random.default_rng(SEED)
        bounds, shape = WIDE.bounds(), WIDE.shape
        self.yanshanian = intrusions(random, bounds, 16, (3000, 9500))
        self.caledonian = intrusions(random, bounds, 10, (4000, 12000))
        self.faults = faults(random, bounds, 46)
        young, old = burn(WIDE, self.yanshanian), burn(WIDE, self.caledonian)
        lines = burn(WIDE, self.faults, all_touched=True)
        d_young, d_old, d_fault = distance(WIDE, young), distance(WIDE, old), distance(WIDE, lines)
        near_young, near_fault = np.exp(-d_young / 5000), np.exp(-d_fault / 3500)

        # Element maps: background of their own, enrichment where mineralising granites and faults meet, sampling noise.
        halo = standardized(blur(near_young * (0.4 + near_fault), 2))
        fluid = smooth_field(random, shape, 7)  # where fluids have gone, which no map shows
        def element(median, halo_share, fluid_share, spread):
            own = 0.8 * smooth_field(random, shape, 6) + 0.35 * smooth_field(random, shape, 1.2)
            log = halo_share * halo + fluid_share * fluid + standardized(own)
            return median * np.exp(spread * standardized(log))

        layers = {
            "W": element(4.5, 0.45, 0.55, 0.75),
            "Sn": element(6.0, 0.35, 0.45, 0.65),
            "Bi": element(0.7, 0.35, 0.50, 0.80),
            "Mn": element(620.0, 0.30, 0.15, 0.45),
            "Cu": element(22.0, 0.15, 0.20, 0.50),
            "distance_yanshanian_granite": d_young,
            "distance_caledonian_granite": d_old,
            "distance_faults": d_fault,
            # Length of faults per area within some 5 km, from the cells they cross.
            "fault_density": np.maximum(blur(lines.astype(float), 5), 0) * 1.1 * (CELL / 1000) / (CELL / 1000) ** 2,
            "gravity": -32 + 9 * standardized(0.9 * smooth_field(random, shape, 16) - 0.8 * blur(young.astype(float), 6)),
            "magnetics": 40 + 75 * standardized(smooth_field(random, shape, 5) + 0.6 * blur(old.astype(float), 4)),
            "decoy_1": 50 + 12 * smooth_field(random, shape, 6),
            "decoy_2": 3 + 0.8 * smooth_field(random, shape, 3),
        }
        strata = smooth_field(random, shape, 18)
        lithology = np.select([strata < -0.45, strata < 0.5], [1, 2], 3)
        lithology[smooth_field(random, shape, 5) > 2.0] = 6
        lithology[old] = 5
        lithology[young] = 4
        layers["lithology"] = lithology
        self.layers = layers
        self.truth = self.prospectivity()
        self.holes = {"W": smooth_field(random, shape, 4) > 2.5, "magnetics": smooth_field(random, shape, 4) > 2.45}
        self.deposits = self.draw(random)

    def prospectivity(self):
        """The probability-like favourability of each cell: a non-linear function of the drivers, with one interaction."""
        log = {name: standardized(np.log(self.layers[name])) for name in ("W", "Sn", "Bi")}
        near_young = standardized(np.exp(-self.layers["distance_yanshanian_granite"] / 6000))
        near_fault = standardized(np.exp(-self.layers["distance_faults"] / 4000))
        gravity = standardized(self.layers["gravity"])
        score = (1.0 * log["W"] + 1.0 * log["Sn"] + 0.9 * log["Bi"] + 1.0 * near_young + 1.3 * near_fault - 0.9 * gravity
                 + 0.5 * near_young * near_fault)
        return 1 / (1 + np.exp(-(1.5 * score - 5.2)))

    def draw(self, random):
        """Deposits: cells with data, drawn with the prospectivity as weight, each somewhere in its cell."""
        weight = inner(self.truth).copy()
        for hole in self.holes.values():
            weight[inner(hole)] = 0
        cells = random.choice(weight.size, DEPOSITS, replace=False, p=(weight / weight.sum()).ravel())
        left, cell, _, top, _, _ = DISTRICT.transform
        rows, columns = np.divmod(np.sort(cells), DISTRICT.columns)
        return [(left + (c + random.uniform(0.1, 0.9)) * cell, top - (r + random.uniform(0.1, 0.9)) * cell)
                for r, c in zip(rows, columns)]
