"""Forward stepwise logistic regression as SPSS does it; README.md says what goes in and out."""
