"""What is known of the cases of a submission, in the form that explanations are tried on."""
