from argparse import ArgumentParser

from bench import prescription


def test_it_gives_the_figures_that_are_asked_for_and_their_conditions() -> None:
    parser = ArgumentParser()
    prescription.add_options(parser)
    figures = prescription.measure(parser.parse_args(["--documents", "3", "--single", "2", "--processes", "1"]))
    assert float(str(figures["documents_per_second"])) > 0
    assert float(str(figures["ms_per_document"])) > 0
    assert "conditions" in figures
