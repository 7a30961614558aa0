"""Random fields on a grid, the raw material of the district."""

import numpy as np


def smooth_field(random, shape, length):
    """Gaussian random field with mean 0, standard deviation 1 and a correlation length in cells."""
    rows, columns = shape
    pad = int(4 * length)
    noise = random.standard_normal((rows + 2 * pad, columns + 2 * pad))
    fy = np.fft.fftfreq(noise.shape[0])[:, None]
    fx = np.fft.fftfreq(noise.shape[1])[None, :]
    kernel = np.exp(-2 * (np.pi * length) ** 2 * (fx ** 2 + fy ** 2))
    field = np.fft.ifft2(np.fft.fft2(noise) * kernel).real[pad:pad + rows, pad:pad + columns]
    return (field - field.mean()) / field.std()


def blur(values, length):
    """Gaussian smoothing with a standard deviation in cells; edges are reflected."""
    pad = int(4 * length) + 1
    padded = np.pad(values, pad, mode="reflect")
    fy = np.fft.fftfreq(padded.shape[0])[:, None]
    fx = np.fft.fftfreq(padded.shape[1])[None, :]
    kernel = np.exp(-2 * (np.pi * length) ** 2 * (fx ** 2 + fy ** 2))
    return np.fft.ifft2(np.fft.fft2(padded) * kernel).real[pad:-pad, pad:-pad]


def standardized(values):
    return (values - values.mean()) / values.std()
