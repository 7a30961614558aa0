"""What really pushes each cell of the sample district up: the Shapley values of the function that made it."""

import sys

import numpy as np
from osgeo import ogr

import qgis

sys.path.insert(0, str(qgis.SOURCE / "sample_project" / "generator"))
import district as made  # noqa: E402
from fields import standardized  # noqa: E402


def scores(layers):
    """Terms of the known score (District.prospectivity), cell by cell; the two that interact as they are."""
    terms = {name: weight * standardized(np.log(layers[name])) for name, weight in (("W", 1.0), ("Sn", 1.0), ("Bi", 0.9))}
    terms["gravity"] = -0.9 * standardized(layers["gravity"])
    near_young = standardized(np.exp(-layers["distance_yanshanian_granite"] / 6000))
    near_fault = standardized(np.exp(-layers["distance_faults"] / 4000))
    return {name: made.inner(values) for name, values in terms.items()}, made.inner(near_young), made.inner(near_fault)


def cells_of(samples):
    left, cell, _, top, _, _ = made.DISTRICT.transform
    source = ogr.Open(str(samples))
    points = [feature.GetGeometryRef().GetPoint(0) for feature in source.GetLayer(0)]
    return (np.array([int((top - y) // cell) for _, y, *_ in points]),
            np.array([int((x - left) // cell) for x, _, *_ in points]))


def true_drivers(samples):
    """Name of the driver with the highest true Shapley value in every cell, against the samples as background."""
    terms, young, fault = scores(made.District().layers)
    at = cells_of(samples)
    values = {name: term - term[at].mean() for name, term in terms.items()}
    both = (young[at] * fault[at]).mean()
    # The product of two players: v() = E[ab], v(a) = a E[b], v(b) = E[a] b, v(a, b) = ab.
    young_alone, fault_alone, joint = young * fault[at].mean(), fault * young[at].mean(), young * fault
    values["distance_yanshanian_granite"] = (young - young[at].mean()
                                             + 0.5 * 0.5 * (young_alone - both + joint - fault_alone))
    values["distance_faults"] = (1.3 * (fault - fault[at].mean())
                                 + 0.5 * 0.5 * (fault_alone - both + joint - young_alone))
    names = np.array(list(values))
    return names[np.argmax(list(values.values()), axis=0)]
