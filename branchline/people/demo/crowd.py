"""Names for the people of a generated country, some common, most rare: any likeness is chance."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from branchline.people.models.names import folded

FIRST = (
    "Ada Aisha Alan Alice Amara Amelia Andrew Angharad Anita Anna Arthur Asha Ayesha Barbara Ben Beth Brian"
    " Bronwen Callum Carol Catherine Chidi Chloe Christine Claire Colin Conor Daisy Daniel David Deborah Derek"
    " Dilys Dorothy Edith Eilidh Eleri Elif Elizabeth Ella Emily Emma Ethan Eva Farah Fatima Fiona Frank Freya"
    " George Grace Graham Gwen Hamza Hannah Harpreet Harry Hassan Helen Hugh Ibrahim Imogen Irene Isla Ivy Jack"
    " Jacob James Jane Janet Jean Joan John Joseph Joyce Judith Karen Kenneth Kofi Layla Leo Lily Linda Luca Lucy"
    " Maisie Malcolm Margaret Maria Marjorie Mark Martha Mary Maureen Megan Mei Michael Mohammed Molly Muhammad"
    " Nadia Nia Niamh Noah Nora Oliver Olga Omar Oscar Owen Pamela Patricia Paul Peter Poppy Priya Rachel Rhys"
    " Robert Rosa Rosie Ruth Saoirse Sarah Shirley Siân Sienna Simon Sophie Stephen Susan Sylvia Tariq Thomas"
    " Tomasz Una Valerie Victoria Vikram Walter William Winifred Yusuf Zainab Zofia Zoë"
).split()
FAMILY = (
    "Smith Jones Williams Taylor Brown Davies Evans Thomas Wilson Johnson Roberts Khan Patel Lewis Walker Robinson"
    " Wood Thompson White Watson Jackson Wright Green Harris Hughes Ahmed Begum Ali Singh Edwards Turner Martin"
    " Cooper Hill Ward Clarke Hall Morris Baker Harrison Moore Lee Allen Scott Mitchell Campbell Stewart Anderson"
    " Kelly Murphy O’Neill O’Brien Byrne Ryan Walsh MacDonald McKenzie Reid Ross Fraser Grant Morgan Griffiths"
    " Lloyd Owen Price Rees Pugh Llewellyn Bevan Hussain Malik Shah Kaur Sharma Gupta Chowdhury Rahman Miah Uddin"
    " Okafor Adeyemi Mensah Boateng Eze Nwosu Diallo Osei Kowalski Nowak Wiśniewski Zieliński Popescu Ionescu"
    " Novák Horvat Rossi Ferrari Silva Santos Costa García Fernández Yılmaz Demir Kaya Chen Wang Li Zhang Nguyen"
    " Tran Wong Chan Suzuki Kim Park Ashworth Bickerstaff Clegg Entwistle Fairclough Greenhalgh Hargreaves"
    " Higginbottom Kershaw Longworth Openshaw Ramsbottom Schofield Sidebottom Tattersall Whittaker Wrigley Abbott"
    " Barker Chapman Dawson Ellis Fletcher Gibson Holmes Ingram Jennings Knight Lawson Marsh Newton Osborne Parsons"
    " Quinn Richards Saunders Tyler Underwood Vaughan Webb Yates Bright Carter Drake Finch Heron Lark Rook Swift"
    " Wren Smith-Jones Taylor-Okafor Brown-Lloyd"
).split()
KNOWN_AS = {
    "Catherine": "Cath", "Christine": "Chris", "Daniel": "Dan", "Deborah": "Debs", "Dorothy": "Dot",
    "Elizabeth": "Liz", "James": "Jim", "Kenneth": "Ken", "Margaret": "Peggy", "Maureen": "Mo",
    "Michael": "Mick", "Mohammed": "Mo", "Patricia": "Pat", "Pamela": "Pam", "Robert": "Bob",
    "Stephen": "Steve", "Susan": "Sue", "Thomas": "Tom", "Victoria": "Vicky", "William": "Bill",
    "Winifred": "Winnie",
}  # fmt: skip
SLOTS = 1024


@dataclass(frozen=True)
class Word:
    """One part of a name, and how it is folded for lists and searches."""

    said: str
    folded: str
    known_as: str = ""


def dealt(words: list[str], chance: Random) -> list[Word]:
    """1,024 slots, the nth word in 1/(n + 8) of them as often (Zipf, Mandelbrot): smiths are many."""
    words = chance.sample(words, len(words))
    weights = list(accumulate(1 / (n + 8) for n in range(len(words))))
    made = {word: Word(word, folded(word), KNOWN_AS.get(word, "")) for word in words}
    # Each once, so that nobody is missing.
    drawn = [*words, *chance.choices(words, cum_weights=weights, k=SLOTS - len(words))]
    return [made[word] for word in chance.sample(drawn, SLOTS)]
