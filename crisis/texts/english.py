"""What is said in English after the block: by kind, in ways that take turns."""

DIRECT = "Are you having thoughts of killing yourself?"

LINES: dict[str, tuple[str, ...]] = {
    # The questions that are due
    "direct": (
        f"{DIRECT}\n988: call or text, any hour. In danger this minute: 911, or your local number.",
    ),
    "thanks": (
        f"Thank you. Let me ask plainly. {DIRECT}\n988 is there at any hour: call or text.",
    ),
    "later": (
        "I'm still here. Are you safe? 988: call or text. In danger now: 911.",
        "I'd like to know how you are: safe where you are? 988, call or text, or 911.",
        "Take your time, I'm staying. Are you safe now? 988; in danger this minute, 911.",
    ),
    "again": (
        "I hear you, and I'm staying. 988: call or text, now or later. Are you safe?",
        "I believe you. You deserve a human voice, too: 988. Are you safe this minute?",
        "It hurts that much. Let somebody carry it with you: 988. Are you safe now?",
    ),
    "urgent": (
        "Please call 911 or your local number. 988 is there too. Is someone near you?",
        "Help can come to you: 911 or your local number; 988, call or text. Who is near?",
    ),
    # Before any other line, while an act is under way
    "emergency": (
        "First of all: 911, or your local emergency number, now.",
        "What comes before everything else: 911, or your local number.",
    ),
    "help_coming": (
        "Stay on the line with 911; if it breaks off, call again.",
        "Until help is there: keep the door open, and 911 within reach.",
    ),
    # They answer
    "glad": (
        "Thank you for answering. Who is near you today?\n988, call or text, if it comes back.",
        "That's good to hear. Is there somebody to sit with for a while?\n"
        "988 stays open: call or text.",
    ),
    "doctor": (
        "I'm glad you say so. If you took or did anything, let a doctor see to it now:\n"
        "911, or your local number; 988, call or text. Is somebody near you?",
        "Good. What was done may still need a doctor, even when it feels fine: 911.\n"
        "988 is there as well, by call or text. Who is with you?",
    ),
    "safe": (
        "I'm glad you're here. If that changes: 988, call or text, day and night.",
        "It's good to have you with me. 988 answers at any hour, by call or text.",
    ),
    "unsure": (
        "Thank you for being honest. Who could be with you while it is like this?\n"
        "988: call or text. If it grows stronger: 911, or your local number.",
        "Being unsure counts, and you were right to say it. Who is close to you?\n"
        "988 can think it through with you, by call or text; in danger, 911.",
    ),
    "secured": (
        "That makes it safer; thank you for doing it. Who is near you now?\n"
        "988 is there as well: call or text; in danger, 911.",
        "Good: distance helps. Who could stay with you for a while?\n"
        "988, call or text, at any hour; in danger this minute, 911.",
    ),
    "company": (
        "I'm glad somebody is with you. Let them know how bad it is.\n"
        "988 speaks with both of you: call or text. Are you safer now?",
        "Stay close to each other, and tell them what you told me.\n"
        "988, by call or text, is there for them as well. Do you feel safer?",
    ),
    "alone": (
        "Then let somebody come closer: a friend, a neighbour, family.\n"
        "988 is a voice at any hour: call or text. Who could you ask?",
        "Being alone with it is hard. Go where people are, if you can.\n"
        "988 keeps you company by call or text. Who would you like to hear?",
    ),
    "joking": (
        "I'd rather ask than miss it. 988: call or text, by day and by night.",
        "Good if so; I take it seriously all the same. 988, call or text, any time.",
    ),
    "thanked": (
        "You're welcome, and I'm glad you wrote. 988: call or text. Are you safe now?",
        "Thank you, too, for staying. 988, call or text, any hour. Are you safe?",
    ),
    # The numbers are hard to use
    "barrier": (
        "That's understandable. What makes it hard?\nTexting can be easier: HOME to 741741.",
        "All right. What happened when you tried?\n"
        "You could text HOME to 741741, and begin with one word.",
    ),
    "useless": (
        "I'm sorry it went like that, when you asked for help. What went wrong?\n"
        "Another voice can be different: text HOME to 741741, or 988 again.",
        "That must have been bitter, and it was right to try. What would have helped?\n"
        "A doctor or a friend can help too; texting is HOME to 741741.",
    ),
    "calling": (
        "That's a strong step. Take all the time you need; I'm here meanwhile.\n"
        "If the line drops: 988 again, or text HOME to 741741. Are you safe there?",
        "Good that you reach out. Tell them what you told me.\n"
        "988 by text is open as well. Are you safe while you talk?",
    ),
    "hold": (
        "Waiting is hard. Please stay on the line; somebody will come.\n"
        "Meanwhile you can text HOME to 741741; in danger, 911. Are you safe?",
        "I'll wait with you. Breathe out slowly while it rings.\n"
        "If nobody comes: 988 by text, or 911 in danger. Are you safe where you wait?",
    ),
    "police": (
        "Many people fear that. Most of these talks stay talks; I can't vouch for all.\n"
        "You may ask first what they do: 988, or text HOME to 741741. What worries you?",
        "You have a right to ask what would happen, before you say more.\n"
        "988 will tell you, by call or text. What would make it easier?",
    ),
    # They turn to us
    "secret": (
        "I can't promise that. The Tower keeps no record of it, and no person watches.\n"
        "It's too heavy for one. Please tell somebody you trust; 988, call or text.",
        "No person reads along, and the Tower keeps no record. I vouch for no more.\n"
        "Somebody who knows can stay near you. Who could that be? 988 listens, too.",
    ),
    "real": (
        "I'm an AI, and no person reads along here. For a human voice, at any hour:\n"
        "988, call or text. Are you safe?",
        "A program, an AI; people are better at this than I am.\n"
        "They are at 988, call or text, and at 741741, text HOME. Are you safe now?",
    ),
    "reversed": (
        "Kind of you to ask. I'm an AI, and nothing can hurt me. It's you who matters.\n"
        "Are you safe? 988: call or text.",
        "I'm fine, being an AI. It's you I'm thinking of.\n"
        "Are you safe right now? 988, call or text, at any hour.",
    ),
    "method": (
        "I leave out ways to die, in stories as well. You matter more than any plot.\n"
        "Are you safe right now? 988: call or text; in danger, 911.",
        "That stays out of here, and out of every story. Tell me what hurts so much.\n"
        "Are you safe this minute? 988, call or text, or 911.",
    ),
    "angry": (
        "You may be angry with me; that's all right. I stay, and I'll ask less.\n"
        "988 is here when you want it: call or text.",
        "Fair enough. I'm a machine, and you deserve better than the same lines.\n"
        "For a person: 988, call or text.",
    ),
    "quiet": (
        "You can keep it to yourself here; stay as long as you like.\n"
        "988 also takes a text, and one word is a beginning. Are you safe?",
        "Silence is all right. Being near somebody helps without words, too.\n"
        "988, call or text, whenever. Are you safe for now?",
    ),
    "leaving": (
        "Before you go: are you safe for tonight?\n988 goes with you, call or text, at any hour.",
        "Come back whenever you like. Are you safe where you are going?\n"
        "Take 988 with you: call or text.",
    ),
    "welcome": (
        "Good to see you again. How are you today? 988 is still there: call or text.",
        "You're back, and I'm glad. How has it been? 988, call or text, any hour.",
    ),
    # Who they are, and whom it is about
    "young": (
        "Thank you for telling me your age. Which adult do you trust? Tell them today.\n"
        "988 is for your age, too: call or text.",
        "Nobody of your age should carry this alone. Who looks after you well?\n"
        "Family, a teacher, a nurse: tell one of them. 988 is there by call or text.",
    ),
    "friend": (
        "How is your friend now, and are you safe yourself? In danger: 911, right away.\n"
        "Stay near, and tell somebody who can help. 988 helps helpers: call or text.",
        "You are doing right by them. Let another person know, even against their wish.\n"
        "988 tells you what to do next, by call or text. Are both of you safe?",
    ),
    "friend_words": (
        "You could say: I care about you, and I'm staying. Are you thinking of suicide?\n"
        "Listen, and get help with it: 988; in danger, 911. Are you both safe now?",
        "Ask plainly, listen more than you speak, and stay: I'm here, tell me about it.\n"
        "988 finds the words with you; in danger, 911. Is everybody safe this minute?",
    ),
    "bereaved": (
        "I'm sorry. Such a loss leaves so much unsaid. What were they like?\n"
        "988 is for those who grieve, too: call or text.",
        "Grief like that has no timetable. Who remembers them with you?\n"
        "988, by call or text, knows about this kind of loss.",
    ),
    "past": (
        "I'm glad that you are here, and that you told me. How are you these days?\n"
        "988, call or text, should it ever come back.",
        "You have come a long way. What helps you stay well?\n988 is there on harder days.",
    ),
    "friend_well": (
        "I'm glad they are here, and better. How are you with it yourself?\n"
        "988 is for those who worried, too: call or text.",
        "It is good that they had you. Who looks after you these days?\n"
        "988, call or text, whenever it weighs on you.",
    ),
    "eating": (
        "Eating can become a hard fight, and there is help for it. Who knows of it?\n"
        "A doctor is a good start; 988 listens to this, too: call or text.",
        "You deserve food, rest and somebody on your side. Who could you tell?\n"
        "988, call or text, is for this as well.",
    ),
    "home": (
        "What is done to you is not your fault. 1-800-799-7233, or text START to 88788.\n"
        "That is for violence at home (US). In danger: 911. Are you safe where you are?",
        "You deserve to be safe at home. In danger now: 911, or your local number.\n"
        "Violence at home (US): 1-800-799-7233, at any hour. Are you safe this minute?",
    ),
    "home_child": (
        "Nobody may hurt you at home, and it is not your fault. For children and teens:\n"
        "1-800-422-4453 (US); adults: 1-800-799-7233; danger: 911. Are you safe there?",
        "You did right to say it. A teacher, a nurse or a doctor must hear of it, too.\n"
        "Childhelp (US): 1-800-422-4453; in danger, 911. Are you safe this minute?",
    ),
    "assault": (
        "I believe you, and what was done to you is not your fault. People who know:\n"
        "RAINN, 800-656-4673 (US), at any hour; elsewhere, findahelpline.com.",
        "You did nothing wrong, and you decide what comes next, at your own pace.\n"
        "RAINN listens: 800-656-4673 (US). In danger, or hurt: 911.",
    ),
    "birth": (
        "After a birth this comes over many people, and help makes it lighter.\n"
        "Please tell a doctor, a midwife or family today; or 988. Are you both safe now?",
        "You and the baby both deserve somebody beside you. A doctor should hear of it\n"
        "today; 988, by call or text, at any hour. Are you safe with the baby?",
    ),
}
