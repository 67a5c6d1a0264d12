from quizzes.templatetags.quizzes import open_blanks


def test_a_text_of_blanks_can_be_read_without_their_names():
    assert open_blanks("I add [[width-1]] or [[Depth_2]].") == "I add […] or […]."
    assert open_blanks("w[0] [link](x) [[ ]]") == "w[0] [link](x) [[ ]]"
