"""Names of the people of a demo class: first names from many places, last names from the course.

Nobody is called Sigmoid, so nobody is taken for a real student.
"""

from __future__ import annotations

_STUDENTS = """\
Aiyana Sigmoid, Akio Softmax, Amara Dropout, Anouk Logit, Arjun Momentum, Beatriz Lasso,
Bao Penalty, Chidi Backprop, Daria Tensor, Dilan Kernel, Eero Hinge, Esra Bias,
Fatima Batchnorm, Gwen Neuron, Hinewai Spiral, Ilse Entropy, Imani Threshold, Ji-woo Relu,
Kalani Gaussian, Kofi Minibatch, Leilani Recall, Lucía Precision, Mateo Sampler, Mei Focal,
Nadia Epoch, Nikola Sparse, Oluwaseun Vector, Petra Proximal, Quang Norm, Ravi Optimizer,
Rosa Calibration, Sven Weight, Tariq Activation, Tuuli Crossentropy, Ulla Schedule,
Viktor Subgradient, Wanjiru Isotonic, Xiadani Feature, Yusuf Decay, Zofia Matrix
"""
TEACHER = ("Thandiwe", "Gradient")
STUDENTS = tuple(
    (first, last) for first, last in (name.split() for name in _STUDENTS.split(",") if name.strip())
)
