// Generated from clinic/triage by `python -m http_api.clinic.page_copy`. Do not edit.

/** @typedef {"adult" | "child" | "pregnant"} Person */
/** @typedef {{en: string, hi: string}} Words */
/** @typedef {{words: Words, people: readonly Person[]}} Included */
/** @typedef {{number: string, name: string, words: Words}} Helpline */
/** @typedef {{en: readonly string[], hi: readonly string[]}} Sentences */
/**
 * `meanwhile`: what to do until help is there.
 * @typedef {{id: string, picture: string, words: Words, people: readonly Person[], meanwhile: Sentences,
 *   includes: readonly Included[], helpline: Helpline | null}} Sign
 */

/** @type {{version: number, signs: readonly Sign[]}} */
export const DANGER_SIGNS = {
  "version": 1,
  "signs": [
    {
      "id": "breath_chest",
      "picture": "chest",
      "words": {
        "en": "Chest pain, or trouble breathing",
        "hi": "सीने में दर्द, या साँस लेने में तकलीफ़"
      },
      "people": [
        "adult",
        "child",
        "pregnant"
      ],
      "meanwhile": {
        "en": [
          "Let them sit upright, and loosen tight clothes.",
          "Do not let them walk. Take the ambulance, or any vehicle that is there."
        ],
        "hi": [
          "उन्हें सीधा बैठाएँ और कसे हुए कपड़े ढीले करें।",
          "उन्हें चलने न दें। एंबुलेंस या जो गाड़ी मिले, उससे ले जाएँ।"
        ]
      },
      "includes": [
        {
          "words": {
            "en": "Pain, tightness or a weight on the chest",
            "hi": "सीने में दर्द, जकड़न या भारीपन"
          },
          "people": [
            "adult"
          ]
        },
        {
          "words": {
            "en": "Struggles for breath, or cannot finish a sentence",
            "hi": "साँस फूल रही है, या एक वाक्य भी पूरा नहीं बोल पा रहे"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Lips or face turn blue",
            "hi": "होंठ या चेहरा नीला पड़ रहा है"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Something is stuck in the throat",
            "hi": "गले में कुछ अटक गया है"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "A child's chest is sucked in with each breath",
            "hi": "बच्चे की साँस के साथ पसलियाँ अंदर धँसती हैं"
          },
          "people": [
            "child"
          ]
        }
      ],
      "helpline": null
    },
    {
      "id": "not_waking",
      "picture": "lying",
      "words": {
        "en": "Does not wake up, or has a fit",
        "hi": "होश में नहीं, या दौरा पड़ा है"
      },
      "people": [
        "adult",
        "child",
        "pregnant"
      ],
      "meanwhile": {
        "en": [
          "Turn them on their side, and put nothing into the mouth.",
          "If they do not breathe, say so on the telephone and do what you are told."
        ],
        "hi": [
          "उन्हें करवट पर लिटाएँ और मुँह में कुछ न डालें।",
          "साँस न चल रही हो तो फ़ोन पर बताएँ और जैसा कहा जाए वैसा करें।"
        ]
      },
      "includes": [
        {
          "words": {
            "en": "Has fainted, or cannot be woken",
            "hi": "बेहोश हैं, या जगाने पर नहीं जागते"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "A fit: the body shakes or turns stiff",
            "hi": "दौरा: शरीर झटके खाता है या अकड़ जाता है"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Suddenly confused, or does not know the family",
            "hi": "अचानक बहकी बातें, या घरवालों को न पहचानना"
          },
          "people": [
            "adult"
          ]
        },
        {
          "words": {
            "en": "A child is limp, or sleeps and cannot be roused",
            "hi": "बच्चा बहुत सुस्त या ढीला है, उठाने पर भी नहीं उठता"
          },
          "people": [
            "child"
          ]
        }
      ],
      "helpline": null
    },
    {
      "id": "stroke",
      "picture": "face",
      "words": {
        "en": "Face or arm weak, or cannot speak",
        "hi": "मुँह टेढ़ा, हाथ बेजान, या बोल नहीं पा रहे"
      },
      "people": [
        "adult",
        "pregnant"
      ],
      "meanwhile": {
        "en": [
          "Remember when it began, and say it at the hospital.",
          "Give nothing to eat or drink."
        ],
        "hi": [
          "यह कब शुरू हुआ, याद रखें और अस्पताल में बताएँ।",
          "खाने-पीने को कुछ न दें।"
        ]
      },
      "includes": [
        {
          "words": {
            "en": "One side of the face hangs down",
            "hi": "चेहरा एक तरफ़ लटक गया है"
          },
          "people": [
            "adult",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "An arm or a leg is suddenly weak or numb",
            "hi": "हाथ या पैर अचानक कमज़ोर या सुन्न हो गया है"
          },
          "people": [
            "adult",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Speech is suddenly unclear, or gone",
            "hi": "बोली अचानक लड़खड़ाती है, या बंद हो गई है"
          },
          "people": [
            "adult",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Suddenly cannot see, or the worst headache ever",
            "hi": "अचानक दिखना बंद, या अब तक का सबसे तेज़ सिरदर्द"
          },
          "people": [
            "adult",
            "pregnant"
          ]
        }
      ],
      "helpline": null
    },
    {
      "id": "bleeding_poison",
      "picture": "blood",
      "words": {
        "en": "Heavy bleeding, bad injury, snake bite or poison",
        "hi": "बहुत ख़ून, गहरी चोट, साँप का काटना या ज़हर"
      },
      "people": [
        "adult",
        "child",
        "pregnant"
      ],
      "meanwhile": {
        "en": [
          "Bleeding: press a clean cloth on it, and keep pressing.",
          "Snake bite: keep the limb still. Do not cut, suck or tie it.",
          "Poison: do not make them vomit. Take the packet along."
        ],
        "hi": [
          "ख़ून बह रहा हो: साफ़ कपड़े से दबाएँ और दबाए रखें।",
          "साँप ने काटा हो: वह अंग हिलने न दें। न काटें, न चूसें, न बाँधें।",
          "ज़हर लिया हो: उलटी न कराएँ। उसका डिब्बा साथ ले जाएँ।"
        ]
      },
      "includes": [
        {
          "words": {
            "en": "Bleeding that does not stop",
            "hi": "ख़ून जो रुक नहीं रहा"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Blood in vomit, or black stool",
            "hi": "ख़ून की उलटी, या काला पाख़ाना"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "A bad accident, a fall on the head, or a large burn",
            "hi": "बड़ी दुर्घटना, सिर पर चोट, या ज़्यादा जलना"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Bitten by a snake, or stung by a scorpion",
            "hi": "साँप या बिच्छू ने काटा है"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Swallowed poison, pesticide or too many tablets",
            "hi": "ज़हर, कीटनाशक या बहुत सारी गोलियाँ निगल ली हैं"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        }
      ],
      "helpline": null
    },
    {
      "id": "mother_baby",
      "picture": "mother_baby",
      "words": {
        "en": "Pregnant: bleeding, bad headache. Baby: does not feed",
        "hi": "गर्भवती: ख़ून या तेज़ सिरदर्द। बच्चा: दूध नहीं पी रहा"
      },
      "people": [
        "child",
        "pregnant"
      ],
      "meanwhile": {
        "en": [
          "Mother: lie on the left side, and do not stay alone.",
          "Baby: keep it warm against your skin. Offer the breast if it can suck."
        ],
        "hi": [
          "माँ: बाईं करवट लेटें और अकेली न रहें।",
          "बच्चा: अपने सीने से लगाकर गरम रखें। चूस सके तो दूध पिलाएँ।"
        ]
      },
      "includes": [
        {
          "words": {
            "en": "Bleeding in pregnancy, or heavy bleeding after the birth",
            "hi": "गर्भ में ख़ून जाना, या जन्म के बाद बहुत ख़ून जाना"
          },
          "people": [
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Severe headache, or sight is blurred",
            "hi": "बहुत तेज़ सिरदर्द, या धुँधला दिखना"
          },
          "people": [
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Severe pain in the belly, or waters broken before the time",
            "hi": "पेट में बहुत तेज़ दर्द, या समय से पहले पानी जाना"
          },
          "people": [
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "The child in the womb moves less, or not at all",
            "hi": "पेट में बच्चा कम हिलता है, या हिलना बंद"
          },
          "people": [
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "High fever in pregnancy or after the birth",
            "hi": "गर्भ में या जन्म के बाद तेज़ बुख़ार"
          },
          "people": [
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "A small child cannot drink or feed",
            "hi": "छोटा बच्चा दूध या पानी नहीं पी पा रहा"
          },
          "people": [
            "child"
          ]
        },
        {
          "words": {
            "en": "A small child vomits everything",
            "hi": "छोटा बच्चा सब कुछ उलट देता है"
          },
          "people": [
            "child"
          ]
        }
      ],
      "helpline": null
    },
    {
      "id": "self_harm",
      "picture": "despair",
      "words": {
        "en": "Thoughts of ending one's life",
        "hi": "अपनी जान लेने के ख़याल"
      },
      "people": [
        "adult",
        "child",
        "pregnant"
      ],
      "meanwhile": {
        "en": [
          "Do not stay alone: sit with somebody whom you trust.",
          "Put pesticide, tablets, rope and blades out of reach."
        ],
        "hi": [
          "अकेले न रहें, किसी अपने के साथ बैठें।",
          "कीटनाशक, गोलियाँ, रस्सी और धारदार चीज़ें दूर रख दें।"
        ]
      },
      "includes": [
        {
          "words": {
            "en": "Wants to die, or to hurt themselves",
            "hi": "मर जाने या अपने को नुक़सान पहुँचाने का मन"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        },
        {
          "words": {
            "en": "Has already taken or done something",
            "hi": "कुछ खा लिया है या कर लिया है"
          },
          "people": [
            "adult",
            "child",
            "pregnant"
          ]
        }
      ],
      "helpline": {
        "number": "14416",
        "name": "Tele-MANAS",
        "words": {
          "en": "Talk to somebody now: free, day and night",
          "hi": "अभी किसी से बात करें: मुफ़्त, दिन-रात"
        }
      }
    }
  ]
};

/** `byState`: by LGD code. @type {{everywhere: string, byState: Readonly<Record<string, string>>}} */
export const EMERGENCY_NUMBERS = {
  "everywhere": "112",
  "byState": {
    "2": "108",
    "3": "108",
    "5": "108",
    "8": "108",
    "9": "108",
    "18": "108",
    "21": "108",
    "22": "108",
    "23": "108",
    "24": "108",
    "27": "108",
    "28": "108",
    "29": "108",
    "30": "108",
    "32": "108",
    "33": "108",
    "36": "108"
  }
};
