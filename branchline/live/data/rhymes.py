"""A small stock of rhymes out of copyright, typed by us: words and tune are by nobody known, or by somebody who died
more than 70 years ago (Copyright, Designs and Patents Act 1988, section 12).

Left out because part of them is younger or of doubtful age: If You're Happy and You Know It, Wind the Bobbin Up, The
Wheels on the Bus, Five Little Ducks, and the later verses of Row Your Boat.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rhyme:
    """`why`: since when it is known, and who wrote it."""

    name: str
    title: str
    lang: str
    why: str
    lines: tuple[str, ...]
    creator: str = ""


def _rhyme(
    name: str, title: str, why: str, words: str, lang: str = "en", creator: str = ""
) -> Rhyme:
    lines = tuple(line.strip() for line in words.splitlines() if line.strip())
    return Rhyme(name, title, lang, why, lines, creator)


RHYMES = (
    _rhyme(
        "twinkle", "Twinkle, Twinkle, Little Star", "Words of 1806; the tune is a French one of 1761.",
        """
        Twinkle, twinkle, little star,
        How I wonder what you are!
        Up above the world so high,
        Like a diamond in the sky.
        Twinkle, twinkle, little star,
        How I wonder what you are!
        """,
        creator="Jane Taylor (1783–1824)",
    ),
    _rhyme(
        "spider", "Incy Wincy Spider", "Traditional; in print since 1910, author unknown.",
        """
        Incy Wincy spider climbed up the water spout.
        Down came the rain and washed the spider out.
        Out came the sun and dried up all the rain,
        And Incy Wincy spider climbed up the spout again.
        """,
    ),
    _rhyme(
        "boat", "Row, Row, Row Your Boat", "Words known since 1852, tune of 1881 by E. O. Lyte (1842–1913).",
        """
        Row, row, row your boat
        Gently down the stream.
        Merrily, merrily, merrily, merrily,
        Life is but a dream.
        """,
        creator="Eliphalet Oram Lyte (1842–1913)",
    ),
    _rhyme(
        "sheep", "Baa, Baa, Black Sheep", "Traditional; in print since 1744.",
        """
        Baa, baa, black sheep,
        Have you any wool?
        Yes, sir, yes, sir,
        Three bags full.
        One for the master,
        And one for the dame,
        And one for the little boy
        Who lives down the lane.
        """,
    ),
    _rhyme(
        "clock", "Hickory Dickory Dock", "Traditional; in print since 1744.",
        """
        Hickory dickory dock,
        The mouse ran up the clock.
        The clock struck one,
        The mouse ran down,
        Hickory dickory dock.
        """,
    ),
    _rhyme(
        "wall", "Humpty Dumpty", "Traditional; in print since 1797.",
        """
        Humpty Dumpty sat on a wall,
        Humpty Dumpty had a great fall.
        All the king’s horses and all the king’s men
        Couldn’t put Humpty together again.
        """,
    ),
    _rhyme(
        "hill", "Jack and Jill", "Traditional; in print since 1765.",
        """
        Jack and Jill went up the hill
        To fetch a pail of water.
        Jack fell down and broke his crown,
        And Jill came tumbling after.
        """,
    ),
    _rhyme(
        "duke", "The Grand Old Duke of York", "Traditional; in print since the 19th century.",
        """
        Oh, the grand old Duke of York,
        He had ten thousand men.
        He marched them up to the top of the hill,
        And he marched them down again.
        And when they were up, they were up,
        And when they were down, they were down,
        And when they were only halfway up,
        They were neither up nor down.
        """,
    ),
    _rhyme(
        "cake", "Pat-a-cake", "Traditional; in print since 1698.",
        """
        Pat-a-cake, pat-a-cake, baker’s man,
        Bake me a cake as fast as you can.
        Pat it and prick it and mark it with B,
        And put it in the oven for Baby and me.
        """,
    ),
    _rhyme(
        "jac", "Mi welais Jac y Do", "Traddodiadol. A traditional Welsh rhyme, author unknown.",
        """
        Mi welais Jac y Do
        Yn eistedd ar ben to,
        Het wen ar ei ben a dwy goes bren,
        Ho ho ho ho ho ho!
        """,
        lang="cy",
    ),
    _rhyme(
        "ceffyl", "Gee ceffyl bach", "Traddodiadol. A traditional Welsh rhyme, author unknown.",
        """
        Gee ceffyl bach yn cario ni’n dau
        Dros y mynydd i hela cnau.
        Dŵr yn yr afon a’r cerrig yn slic,
        Cwympo ni’n dau, wel dyna i chi dric!
        """,
        lang="cy",
    ),
    _rhyme(
        "plant", "Heno, heno, hen blant bach", "Traddodiadol. A traditional Welsh rhyme, author unknown.",
        """
        Heno, heno, hen blant bach,
        Heno, heno, hen blant bach,
        Dime, dime, dime, hen blant bach,
        Dime, dime, dime, hen blant bach.
        """,
        lang="cy",
    ),
)  # fmt: skip


def rhyme_called(name: str) -> Rhyme | None:
    """By its short name."""
    return next((rhyme for rhyme in RHYMES if rhyme.name == name), None)
