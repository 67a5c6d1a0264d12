"""Neural networks: initialisers, layers, the multi-layer perceptron and its estimators."""
