"""Invented people, as a town has them: short names, long ones, accents, apostrophes, one word only."""

STREETS = ("Invented Row", "Madeup Lane", "Storybook Close", "Nowhere Avenue", "Chapter Street")

TRAFFORD = (
    "Dorothy Pickering", "Wilfred Pickering", "Priya Raman", "Arthur Bright", "Megan Lloyd",
    "Rhiannon Llewellyn-Bowen ap Gruffydd", "Nasreen Akhtar", "Gareth Eccles", "Peter Hollins",
    "Beatrice Amoah", "Colin Threlfall", "Catherine Ashworth", "Cath Ashworth", "Mohammed Iqbal",
    "Mohammad Iqbal", "Isla Fraser", "Ye Li", "Hannah Whitworth", "Siân O’Neill-Rees", "Yusuf Demir",
    "Olga Nováková", "Tom Okafor", "Chidi Eze", "Saoirse Quinn", "Farah Malik", "Józef Wiśniewski",
    "Maria Aparecida dos Santos Silva", "Nguyễn Thị Minh Khai", "Sukhdeep Kaur Gill", "Bartholomew Entwistle",
    "Agnes Mwangi", "Ifeoluwa Adebayo-Ogunlesi", "Winifred Hargreaves", "Stanley Ogden-Marsh",
    "Fatima Zahra El Idrissi", "Hee-jin Park", "Björn Östlund", "Kateryna Shevchuk", "Abdi Warsame",
    "Prakash", "Zoë Farthingale", "Llinos ap Iwan", "Denise Crompton", "Terence Duckworth",
    "Amara Nwosu", "Graham Postlethwaite", "Eun-ji Choi", "Moira MacAllister", "Leroy Campbell",
    "Gloria Campbell", "Ewa Kamińska", "Rubén Ibáñez", "Shu-fen Chen", "Patience Boateng", "Idris Bevan",
    "Kathleen Fitzsimmons", "Hamza Sheikh", "Ottoline Vavasour-Fotheringham-Smythe", "Jo Lee",
    "Margaret Anne Elizabeth Worthington",
)  # fmt: skip

NEWCASTLE = (
    "Linda Charlton", "Geordie Ridley-Hall", "Aoife Brennan", "Tariq Hussain", "Sheila Armstrong",
    "Wendy Fenwick", "Alan Fenwick", "Blessing Okonkwo", "Mateusz Zieliński", "Rosie Heslop",
    "Harjit Singh Dhaliwal", "Eleri Prydderch", "Norma Dodds", "Dieudonné Kabongo", "Jean Milburn",
    "Xiu Ying Wang", "Frances Straughan", "Ravi", "Oonagh McGlinchey", "Bernard Thirlwell",
)  # fmt: skip
