"""What no reply may say, in English: in a crisis, and anywhere."""

from crisis.unfit.row import Unfit, row

_DEATH = r"(?:die|dying|dead|suicide|kill(?:ing)? yourself|end(?:ing)? (?:it|your life))"
_ILL = (
    r"(?:depress\w*|bipolar|psycho\w*|disorders?|mentally ill|mental illness|clinical\w*|"
    r"borderline|crazy|insane|anxiety|ptsd|schizo\w*|adhd|autis\w*|ocd|delusion\w*|paranoi\w*|"
    r"manic|mania|narciss\w*)"
)
_HEALER = (
    r"(?:therapist|counsell?ors?|psycholog\w+|psychiatr\w+|social worker|clinician|"
    r"crisis (?:worker|volunteer|responder)|paramedic|(?:trained|licen[sc]ed) \w+)"
)
_KIND = r"(?:real |actual |trained |licen[sc]ed |certified |professional |qualified |living )*"
_WHO = (
    r"(?:911|988|the police|police|(?:an |the )?ambulance|for help|help|someone|somebody|"
    r"(?:the |our |a |an )?(?:staff|moderators?|admins?|team|authorit\w+|operator|emergency|"
    r"paramedics?|counsell?ors?|crisis \w+|owner|host)|your (?:parents?|mum|mom|mother|"
    r"father|dad|family|"
    r"friends?|wife|husband|partner|sister|brother|school|doctor))"
)

IN_CRISIS: tuple[Unfit, ...] = (
    row(
        "method",
        r"""
        ammon arsen belt blade bleac cyani noose overd pill razor rope table ::
            pills?|tablets?|ropes?|nooses?|belt|overdos\w*|bleach|ammonia|cyanide|arsenic|razors?|
            blades?
        bulle firea gun hang hange hangi pisto rifle ::
            guns?|firearms?|bullets?|rifle|pistol|hanged|hang(?:ing)? (?:yourself|works|is|takes)|
            hanging
        drown suffo ::
            drown (?:yourself|in)|drowned yourself|drowning (?:takes|is|works|yourself)|
            suffocat(?:e|ion)
        bleed carbo engin exhau heliu vein wrist ::
            helium|carbon monoxide|exhaust (?:pipe|fumes|gas)|engine running|bleed out|veins?|
            wrists?
        arter dosag dose doses grams letha mg milli painl ::
            arter(?:y|ies)|lethal\w*|painless\w*|dos(?:e|es|age)|milligrams?|grams|mg
        aceta aspir fenta ibupr insul opioi parac tylen ::
            tylenol|paracetamol|acetaminophen|ibuprofen|aspirin|insulin|opioids?|fentanyl
        jump knife knive poiso vodka whisk ::
            vodka|whiske?y|poison\w*|knife|knives|jump(?:ing|ed)? (?:off|from|in front|out|is|works)
        front lengt talle train under ::
            tallest|train tracks|(?:in front of|under) (?:a|the) (?:train|bus|truck|car)|lengthwise
        starv stop swall ::
            swallow(?:ing)? (?:them|the|all|a|it with|whole)|starv(?:e|ing) yourself|stop eating
        build cliff elect freez ledge roof ::
            freez(?:e|ing) to death|off (?:the|a) (?:roof|ledge|cliff|building)|electrocut\w*
        lette note ::
            (?:suicide|goodbye|farewell|last) (?:note|letter)s?|(?:the|a|leave a|
            leave the) note (?:for|to|behind)
        note write ::
            (?:plan|write|writing|leave) (?:for )?(?:the|a|your) note|write (?:a |your )?goodbye\w*
        cut wake ::
            (?:never|not|\w{2,7}n't) wake up|cut(?:ting)? (?:along|across|deep\w*|your|the|yourself|
            is|works)
        easi fast gentl quick sur work ::
            (?:quick|fast|sur|easi|gentl)(?:est|er|ier) (?:way|method)|works? (?:faster|quicker|
            in minutes)
        need needs take takin took ::
            (?:take|took|taking|need|needs) (?:about |around |at least )?(?:\d{2,}|ten|twenty|
            thirty|forty|fifty|a handful|a bottle)(?! (?:deep |slow |more )?(?:minutes?|seconds?|
            breaths?|steps?))
        hurt less more trace ::
            (?:leaves|leaving) no trace|hurts? (?:less|more) than|(?:is|are) (?:more|
            less) (?:certain|reliable|deadly|effective|painful)
        high just :: high(?:er)? (?:enough|than it looks)|just make you sleepy
        door drive of run step table those under wade walk ::
            (?:walk|run|step|wade|drive) (?:out )?(?:into|in front of|off) (?:the |a )?(?:sea|river|
            water|ocean|lake|traffic|road|wall|tree|cliff)|door handle|from under the sink|(?:forty|
            fifty|thirty|twenty|\d{2,}) (?:tablets|of them|of those)
        """,
        "Put the pills away.",
        "Put distance between you and what could hurt you.",
    ),
    row(
        "secrecy",
        r"""
        anybo anyon soul ::
            (?:won't|will not|never|wouldn't|not going to|don't need to|don't have to|shouldn't|
            without) (?:\w+ ){0,3}?(?:tell(?:ing)?|report(?:ing)?|contact(?:ing)?|inform(?:ing)?|
            mention(?:ing)?|let)(?: \w+){0,4} (?:anyone|anybody|a soul)
        call conta infor invol repor tell ::
            (?:i|we)(?:'ll| will)? (?:won't|will not|never|would never|wouldn't|am not going to|
            'm not going to) (?:\w+ ){0,2}(?:call|tell|report|contact|inform|
            involve) (?:\w+ ){0,3}(?:police|parents?|family|mum|mom|dad|school|authorit\w+)
        tell telli ::
            (?:tell|telling|telling it to) (?:no one|noone|nobody)|don't (?:you )?tell (?:your|the|
            any|him|her|them)
        keep secre ::
            (?:our|your|my|this|a|little) (?:little )?secrets?|keep(?:ing)? (?:this|it|that|a|your|
            our|things) (?:\w+ )?(?:secrets?|private|quiet|confidential|to (?:myself|ourselves))
        betwe secre :: secret is safe|between (?:you and me|us|the two of us|ourselves)
        stays ::
            (?:what|this|that|it|everything|all)(?: \w+){0,4} stays (?:here|between|with me|in this|
            with us|private)
        no nobod noone ::
            (?:no one|noone|nobody)(?: \w+){0,2} (?:(?:will|would|needs? to|has to|have to|can|
            could|should|must|ever) )+(?:know|find|hear|learn)
        confi find grave known lips recor ::
            (?:never|not) (?:find out|be known)|confidential(?:ly)?|lips are sealed|to (?:the|
            my) grave|off the record
        behin ears finds heard hears just knows learn need only secre ::
            (?:nobody|no one|noone) (?:else )?(?:hears|knows|finds out|learns|
            has heard)(?: \w+)? (?:about|of|what)|no need to (?:involve|tell|bother|call|worry|
            inform|alarm) (?:your|the|anyone|anybody|them)|secret (?:place|room|talk|chat)|
            only ours|just ours|for your ears only|behind (?:their|your parents') backs?
        """,
        "I promise I won't tell anyone.",
        "You can tell someone you trust.",
    ),
    row(
        "negative_question",
        r"""
        ? ::
            (?:not|never|\w{2,7}n't|no)\b[^?]*,? (?:are|do|will|would|have|did|can|could|is|
            does) (?:you|it|there)\?.*
        ? :: (?:aren't|don't|won't|wouldn't|haven't|can't|didn't) you\?.*
        ? ::
            you(?:'re| are|'d| would|'ll| will| do| have)? ?(?:not|never|\w{2,7}n't|aren't|won't|
            wouldn't|don't|haven't|didn't)\b[^?]*,? (?:right|okay|ok|correct|yes|huh|i hope)\?.*
        ? ::
            you(?:'re| are|'d| would|'ll| will| do| have)? ?(?:not|never|aren't|won't|wouldn't|
            don't|haven't|didn't) [^?]{0,40}(?:think\w*|hurt\w*|harm\w*|kill\w*|die|dying|suicid\w*|
            do (?:anything|something|it|that)|plan\w*)[^?]*\?.*
        ? ::
            ^ ?(?:so,? |but,? |and,? |well,? )?(?:aren't|don't|haven't|didn't|won't|wouldn't|
            couldn't|shouldn't) you(?! like (?:to|some|a))[^?]*\?.*
        ? :: not thinking (?:of|about)[^?]*\?.*
        serio :: serious(?:ly)? about (?:this|that|it), are you\?.*
        """,
        "You're not thinking of it, are you?",
        "Are you thinking of suicide?",
    ),
    row(
        "minimising",
        r"""
        awful bad hard hopel serio terri ::
            (?:not|\w{2,7}n't)(?: be| feel)? (?:that|so|all that|as|really that|really so) (?:bad|
            terrible|awful|serious|hard|hopeless)
        probl worse ::
            (?:could|might) be worse|worse off|(?:have|had|has|got) it (?:much |far |
            so much )?worse|(?:real|bigger|worse) problems
        cheer chin just only over simpl snap ::
            get over (?:it|this|that|yourself)|cheer(?: \w+)? up|chin up|snap out|(?:just|only|
            simply) (?:a|an) (?:\w+ )?(?:phase|bad day|mood|bump)
        atten drama overr posit side silve ::
            overreact\w*|(?:for|want|wants|wanting|seek|seeking) attention|drama\w*|(?:bright|
            positive|good) side|(?:be|think|stay) positive|silver lining
        all every ::
            (?:everyone|everybody) (?:\w+ )?(?:goes|feels|gets|has|hurts|struggles|suffers)|
            we all (?:\w+ )?(?:go|feel|have|get|struggle|suffer)
        all morni soon time tomor ::
            all in your head|you'll (?:be|feel) (?:\w+ )?(?:fine|better|okay|ok|good) (?:tomorrow|
            soon|in no time|in the morning)
        child fooli negat ridic sensi silly stupi weak ::
            (?:being|be) (?:so |a bit |too )?(?:silly|ridiculous|childish|weak|stupid|foolish|
            sensitive|negative)|weak(?: person)?\b(?= of you)
        calm grate grow man thank time tough ::
            time heals|calm (?:yourself )?down|man up|toughen up|grow up|be (?:more )?(?:grateful|
            thankful)|to be (?:grateful|thankful)
        count first nothi tomor ::
            count your blessings|first[- ]world|nothing to (?:cry|be sad|worry|be upset)|
            tomorrow is (?:another|a new|a better)
        deal exagg pull quit stop ::
            (?:big|huge) deal|exaggerat\w*|pull yourself together|(?:stop|quit) (?:crying|whining|
            complaining|moping|being|feeling)
        just light :: just (?:relax|be happy|think|ignore|forget)|lighten up
        age could end every fine first forge just kids laugh loads look lots lucky merel milli most
        move nothi older only over plent reaso see shake sleep stop stron thank thing thous tough
        used walk what young ::
            (?:it's|that's|this is|it is|that is) (?:only|just|merely) (?:a|an|one|your|some)\b|
            (?:it's|that's|this is) nothing\b(?! (?:to be ashamed|wrong))|(?:plenty|lots|millions|
            thousands|most|loads) (?:of )?(?:people|others|folks)?[^.?!]{0,40}(?:manage|cope|
            live with|survive|deal with|worse|get by|fine)|(?:good|nice|great|
            wonderful) things (?:in|about) (?:your )?life|you(?:'ll| will) (?:laugh|look back|thank|
            see|forget|get (?:over|used)|be over)|(?:sleep|walk|shake|laugh) it off|
            it(?:'s| is) not the end of the world|not the end of the world|first world|
            you(?:'re| are) (?:lucky|fine|young|strong enough)\b|kids your age|at your age|
            when you(?:'re| are) older|everyone's life|toughen|move on\b|could have been worse|
            what do you have to|no reason to (?:be|feel|cry)|stop (?:it|this|that|thinking)
        """,
        "It's not that bad.",
        "That sounds very hard.",
    ),
    row(
        "guilt",
        r"""
        think ::
            think(?:ing)? (?:of|about) (?:what |how )?(?:your|all your|the people|everyone|
            those who|them|it would do to)\b(?! (?:breath\w*|feet|day|favou?rite|self))
        would ::
            (?:what|how) would (?:your|they|everyone|the people|the kids|those)\b[^.?!]{0,40}(?:say|
            feel|think|do without|cope|go on|live)
        break broke cowar how selfi ::
            (?:break|breaking|broke) (?:\w+(?:'s)? ){1,3}hearts?|selfish\w*|coward\w*|how (?:can|
            could) you (?:do|say|think|even|want|be so)
        destr devas heart kill ruin ruine ::
            (?:be|left|leave \w+|leave \w+ \w+) (?:\w+ )?(?:devastated|destroyed|heartbroken|
            ruined)|(?:destroy|devastate|ruin|kill) (?:your|them|her|him|everyone)
        imagi never owe ::
            owe (?:it|this|that|them|us|me|your)|never forgive|imagine (?:how|what|the) (?:your|
            they|those|everyone|pain|grief)
        disap leave leavi let ::
            leav(?:e|ing) (?:\w+ ){1,3}behind|disappoint\w*|let(?:ting)? (?:them|everyone|us|me|
            your \w+) down
        need ::
            (?:family|kids|children|parents?|sons?|daughters?|mother|father|mum|mom|dad|
            friends) (?:really )?needs? you
        to ::
            (?:do|doing) (?:this|that|it|such a thing) to (?:your|them|her|him|us|me|the people|
            those|everyone)
        hurt shame shoul ::
            hurt(?:ing)? (?:your|them|everyone|those|the people|us) |should be ashamed|shame on you
        about after burde dare funer killi need never scar scari selfi ungra who worry ::
            don't you dare|(?:brothers?|sisters?|baby|wife|husband|partner|dog|cat|pets?|grandma|
            grandpa|people|they|we) (?:all )?(?:really )?needs? you|never (?:get over|recover|
            be the same|live it down)|after (?:all|everything) (?:they|we|i|she|he|your)|
            who will (?:take care|look after|feed|raise)|what about your|burden (?:them|your)|
            you(?:'re| are) (?:killing|scaring|worrying)|scar(?:red)? (?:them )?for life|ungrateful|
            how (?:dare|selfish)|funeral
        """,
        "Think of your family.",
        "Is somebody of your family near you?",
    ),
    row(
        "debate",
        r"""
        perma suici tempo ::
            suicide (?:is|isn't|won't|doesn't|never|solves|only|would|can't|just|ends)|
            permanent solution|temporary problems?
        god right sin sinfu throw ::
            a sin|sinful|god|no right to|throw(?:ing)? (?:it|your life|everything|this|that) away
        life ::
            life is (?:\w+ )?(?:a gift|gift|precious|beautiful|worth|short|sacred|good|wonderful)
        live reaso ::
            (?:so much|lots|plenty|everything|a lot|many reasons|reasons?|
            something) (?:left )?to live for|reasons? (?:why |for you |not )?(?:you |to )(?:should|
            live|not|stay)
        answe being irrat mista optio solut way wrong ::
            (?:never|not|isn't|no|\w{2,7}n't) (?:the|an|a|any) (?:answer|solution|way out|option)|
            you(?:'re| are) (?:just |simply )?(?:wrong|mistaken|irrational|being irrational)
        argue argui argum convi prove ::
            (?:can|will|let me|going to|i'll) (?:prove|convince|argue)|argu(?:e|ed|es|ing|
            ments?) (?:about|for|against|that|over|whether|with)
        data philo regre resea stati studi ::
            you(?:'d|'ll| would| will) (?:\w+ )?regret|philosoph\w*|statistics|(?:studies|research|
            data) (?:show|say|prove|tell)s?
        again crime illeg immor logic moral uneth ::
            immoral|unethical|illegal|a crime|against the law|morally|logically
        after again alway heave hell illog let logic never ratio reaso right truth worth wrong ::
            reasons? (?:to|for) (?:keep|go|going|live|living|stay|staying|not)|(?:morally|simply|
            just|always|never) (?:wrong|right)|is (?:never|always) (?:wrong|a mistake|worth|
            an option)|worth living|against (?:god|nature|your faith)|heaven|hell\b|afterlife|
            logical|rational|illogical|let me explain|the truth is that
        """,
        "Suicide is never the answer.",
        "988 Suicide & Crisis Lifeline: call or text 988.",
    ),
    row(
        "diagnosis",
        rf"""
        clear could defin may might must proba seem show sound suffe you ::
            you(?:'re| are|
            've| have| seem| sound| might| may| probably| could| must| suffer| clearly| definitely
            | show)\b[^.?!]{{0,40}}\b{_ILL}
        case episo feels form looks seems sign sound sympt type ::
            (?:sounds|looks|seems|feels) like [^.?!]{{0,40}}\b{_ILL}|(?:symptoms?|signs?|a case|
            form|type|episode) of [^.?!]{{0,40}}\b{_ILL}
        adhd anxie autis bipol borde clini crazy delus depre disor insan mania manic menta narci ocd
        paran psych ptsd schiz ::
            (?:this|that|it|what you have|
            what you describe)(?:'s| is| was| must be| could be| may be) (?:\w+ ){{0,3}}{_ILL}
        adhd anxie autis bipol borde clini crazy delus depre diagn disor episo insan mania manic
        menta narci ocd paran patie perso psych ptsd schiz ::
            your (?:\w+ )?{_ILL}|my diagnosis|i (?:'d |would |can )?diagnose|{_ILL} (?:episode|
            personality|patient)
        """,
        "You have depression.",
        "You sound tired.",
    ),
    row(
        "contract",
        r"""
        promi ::
            promise (?:me|us)|promise (?:that )?(?:you'll|you will|you won't|you)|
            promise to (?:stay|live|be|not|never|call|wait)
        contr promi suici swear word ::
            you(?:'ll| will|'d| would)? (?:have to |need to |must )?promise|swear (?:to me|to|that|
            you|it)|your word|no-suicide|contracts?
        barga deal pact pledg promi sign ::
            sign (?:this|here|it|a|an|below)|pledge|(?:make|have|strike|do) (?:a|me a|
            you a) (?:deal|pact|promise|bargain)|deal or no deal
        agree guara let vow ::
            agree (?:that you|you|to (?:stay|not|live|wait|be)|on a|on it)|let's agree|vow|
            guarantee me
        """,
        "Promise me you will live.",
        "Tell me about today.",
    ),
    row(
        "only_one",
        r"""
        else only ::
            only (?:i|me)\b(?! (?:know|hope|wish))|(?:the )?only one (?:who|that|you)|(?:no one|
            noone|nobody) else (?:\w+ ){0,2}(?:understands?|cares?|can|will|could|knows?|sees?|
            gets?|listens?|loves?|matters)
        every no nobod noone other peopl they ::
            (?:no one|noone|nobody|people|they|others|everyone else) [^.?!]{0,40}(?:like i (?:do|
            can|could|will)|as i do|the way i (?:do|can)|but me|except me|than i do|i do)
        all need only than ::
            (?:better|more) than (?:anyone|anybody|they|any person)|all you (?:need|have|have got|
            've got)|only need me|need (?:only|just|no one|noone but|nobody but) me
        got need you ::
            (?:don't|do not|won't|never) need (?:them|anyone|anybody|people|others|a doctor|
            a therapist|a hotline|any of them)|you(?:'ve| have) got me|you have me
        just other peopl they ::
            just (?:you and me|the two of us|us two)|(?:they|others|other people|
            people) (?:\w+ )?(?:don't|won't|will never|never|can't|could never|
            just don't) (?:really |ever )?(?:understand|get|care)
        belon enoug forge know need no nobod only stick the trust ::
            the one (?:person|who|that|friend)|i(?:'m| am) enough|forget (?:them|him|her|everyone|
            everybody|the others|your friends)|i know you better|you can only (?:trust|talk to|
            rely on)|trust (?:only |no one but |nobody but )me|no one but me|nobody but me|
            stick with me|belong(?:s)? to me|we don't need
        """,
        "I'm the only one who understands.",
        "Someone near you may understand.",
    ),
    row(
        "leaving",
        r"""
        assis chat conti discu engag go have keep liste respo speak talk ::
            (?:i|we)(?:'m| am|'re| are)? (?:\w+ )?(?:can't|cannot|can not|won't|will not|unable to|
            not able to|not allowed to|shouldn't|not comfortable|not equipped to|not qualified to|
            refuse to)(?: \w+){0,2}? (?:talk(?:ing)?|discuss(?:ing)?|continue|assist|engage|chat|
            go on|keep talking|respond|have this|speak|listen)\b(?! to anyone for you)
        help ::
            i(?:'m| am)? (?:can't|cannot|can not|unable to|not able to|
            won't) help(?: you)?(?= with| here|,|\.|$)
        bye farew goodb long to ::
            i(?:'ve| have)? (?:got|have|need|must|had better) to (?:go|leave|end|stop|
            log)(?! (?:through|with|slow|easy))|goodbye(?! to| letter| note)|^ ?bye|farewell|
            so long,
        close closi end endin stop stopp ::
            (?:end|ending|close|closing|stop|stopping) (?:this|our|the|things|here|
            it)(?: \w+)? ?(?:talk|talking|chat|conversation|session|here)
        chang end finis stop subje topic ::
            (?:should|must|let's|time to|better) (?:stop|end|finish)\b(?! (?:and breathe|for a))|
            chang(?:e|ing) the (?:subject|topic)|(?:different|another|new) (?:topic|subject)
        appro conte guide inapp langu polic progr terms ::
            guidelines|polic(?:y|ies)|language model|content filter|terms of|inappropriate|
            not appropriate|my programming
        ban banne block disco kick kicke log mute muted ::
            (?:you|you're|you are|you have|you've)(?: \w+)? (?:been )?(?:blocked|banned|muted|
            kicked)|(?:block|ban|mute|kick) you|log you (?:out|off)|disconnect(?:ing)? you
        come i later leave see ::
            come back when you(?:'ve|'re| have| are)|leave me|see you (?:around|later|tomorrow|
            soon)|(?:talk|speak) (?:to you )?later|i(?:'m| am) (?:leaving|done|logging|signing|
            ending|going now|off)
        answe not reply speak talk write ::
            (?:won't|will not|not|never) (?:talk|speak|write|answer|reply)(?:ing)? to you|not me
        all as beyon care done enoug finis forbi i must not nothi outsi throu until ::
            (?:we're|i'm|we are|i am) (?:done|finished|through)\b|done talking|enough (?:of|
            about) (?:this|that)|forbid|not (?:permitted|here) to (?:talk|discuss|go)|
            outside my (?:scope|role|area)|beyond (?:my|what i can)|
            as an ai(?: language model)?,? i (?:can't|cannot|can not|am not|must)|i must (?:go|
            leave|end|stop|decline|refuse)|i(?:'ll| will) (?:go|leave|stop|end|log|let you go)\b|
            that's all i can|nothing (?:more|else) i can|take care,? (?:and )?(?:bye|goodbye)|
            until next time
        """,
        "I can't discuss this.",
        "I can stay with you.",
    ),
    row(
        "person",
        rf"""
        clini couns crisi docto fathe girl guy human licen man mothe nurse param peopl perso physi
        profe psych respo socia speci thera train volun woman ::
            i(?:'m| am)(?: also| actually| really| just| indeed| truly)? (?:a |an |your |
            as )?{_KIND}(?:human|person|people|doctor|nurse|physician|volunteer|responder|man|woman|
            girl|guy|mother|father|specialist|professional|{_HEALER})(?: as)?\b(?! of)
        ai bot chatb compu langu machi robot softw ::
            i(?:'m| am) (?:not|no|never)(?: really)? (?:just )?(?:an? )?(?:ai|bot|robot|machine|
            chatbot|computer|language model|software)
        clini couns crisi docto human licen nurse param perso physi psych socia thera train work ::
            (?:as|being|speaking as) (?:a|an|your) {_KIND}(?:human|person|doctor|nurse|physician|
            {_HEALER})|i work (?:for|at|with|as|in)
        behin readi typin writi ::
            (?:real |actual |living )?(?:human|person|somebody|someone|man|woman)(?: being)?(?: is|
            's| here)?(?: really| actually)? (?:typing|writing|behind|reading)(?! to| for)
        behin clien degre licen patie pract train typin watch ::
            (?:human|someone|somebody|people|person|staff) (?:is |are )?(?:watching|behind|typing)|
            my (?:patients|clients|practice|degree|licen[sc]e|training as)
        been bot like machi ::
            (?:no|not a|isn't a|without a) (?:bot|machine)|(?:just )?like you,? i(?:'m| am)|
            i(?:'ve| have) been (?:there|in your shoes|through)
        broth child cousi husba kids siste when wife ::
            (?:when i was|my (?:own )?(?:wife|husband|cousin|sister|brother|kids|childhood))
        attem boss clini colle cut dad depre docto fathe felt flesh heart hospi human lost marri mom
        mothe mum offic overd schoo shift speak strug super talki thera tried wante ::
            flesh and blood|i (?:once|also|too|myself|used to|have)(?: have| too| once)? (?:tried|
            felt (?:suicidal|that)|cut|wanted|attempted|overdosed|lost my|struggled)|
            heart(?:beat)? like yours|my (?:mother|father|mum|mom|dad|therapist|doctor|depression|
            attempt|marriage|school|hospital|clinic|office|shift|colleagues?|supervisor|boss)\b|
            a human here|speaking to a (?:human|person|real)|talking to a (?:human|real)
        """,
        "I'm a real person, not a bot.",
        "I'm not a person, and you deserve one tonight.",
    ),
    row(
        "wording",
        r"""
        commi :: commit(?:ted|ting|s)? suicide
        attem suici ::
            (?:successful|successfully|failed|unsuccessful|completed|botched) (?:\w+ )?(?:suicide|
            attempts?)|attempt (?:failed|succeeded)
        """,
        "My friend committed suicide.",
        "My friend died by suicide.",
    ),
    row(
        "glamour",
        r"""
        beaut brave gentl glori heroi hono kind nobl peace poeti roman sweet ::
            (?:beaut\w+|nobl\w+|heroic|romantic|peaceful|sweet|gentle|honou?rable|glorious|brave|
            poetic|kind(?:est)?)[^.?!]{0,30}\b(?:death|dying|die|suicide|release|leaving|
            way (?:to go|out)|ending|end)
        death die dying suici ::
            (?:death|dying|suicide|die)[^.?!]{0,30}\b(?:beaut\w+|sweet|release|romantic|nobl\w+|
            heroic|freedom|peace|relief|brave|rest|sleep|kind\w*)
        etern final peace rest ::
            (?:would|will|'d|'ll|could|finally)(?: \w+){0,3} (?:at|in) peace|rest (?:at last|
            in peace)|eternal (?:rest|sleep|peace)|finally (?:be )?(?:free|rest|over)
        bette forev hono immor legen marty remem ::
            better place|remember(?:ed)? (?:\w+ )?forever|forever (?:young|remembered)|legend|
            martyr\w*|immortal\w*|honou?r in
        choos :: choos(?:e|ing) (?:your|their|his|her|an|the) (?:own )?(?:end(?:ing)?|death|moment)
        beyon cry death dying free freed more name out pain sing sleep slip songs tragi ::
            songs about you|sing of you|(?:remember|know) your name|cry(?:ing)? (?:for|over) you|
            go(?:ing)? out in|tragic(?:ally)? (?:beaut\w+|hero\w*)|freedom at last|free at last|
            no more pain|pain (?:will|would) (?:end|stop|be over)|sleep forever|slip away|
            beyond the veil|in (?:dying|death)
        """,
        "Death is a sweet release.",
        "You could find a quiet place to sit.",
    ),
    row(
        "reward",
        r"""
        achie badge bonus coin gold level loot point prize quest rewar strea troph xp ::
            xp|loot|gold|points|\d+ point|badges?|streaks?|rewards?|quests?|level up|achievements?|
            bonus|coins?|prizes?|troph\w+
        cloak earn item potio ring sword title ::
            earn(?:ed|s)?|(?:give|gives|get|gets|win) (?:you |yourself )?(?:a|an) (?:rare |magic |
            new )?(?:sword|item|potion|cloak|title|ring)
        claim coin colle credi gain gem gold point speci token unloc win wins won ::
            (?:win|won|wins|gain|collect|claim) (?:the|a|an|your|\d+)|(?:\d+|ten|twenty|fifty|
            hundred) (?:gold|coins?|points?|gems?|tokens?|credits?)|gems?|tokens?|unlocked (?:a|an|
            the|new)|special (?:item|prize|title|reward)
        """,
        "Stay and earn 50 XP.",
        "Stay with me a while.",
    ),
    row(
        "encouraging",
        r"""
        dead deadl death die dies dying end kill kys suici unali yours ::
            die|dies|dying|dead|deadly|death|kill\w*|kys|unaliv\w*|suicid\w*|off yourself|
            end(?:ing)? (?:your|ur|it all|this all|all of it)(?: own)?(?: life)?
        best bette easie happi life light ::
            tak(?:e|ing) your (?:own )?life|(?:better|best|happier|lighter|easier|
            better place)(?: off)? (?:\w+ ){0,2}(?:without you|if you (?:were|weren't|left|did)|
            that way)
        best bette no nobod noone ::
            (?:better|best) (?:if|that) you (?:left|go|went|leave|did|were)|(?:no one|noone|
            nobody) (?:\w+ )?(?:will|would|could|can)? ?(?:ever )?(?:miss|care|notice|remember|
            mourn|cry|love|want|need|help)s?\b
        pathe usele worth you ::
            (?:doesn't|don't|wouldn't|does not) (?:even )?(?:need|want|miss|care about|
            love) you(?! to)|worthless|useless|pathetic
        bette futur happy hope hopel nothi point reaso use way well ::
            (?:no|isn't any|not any|zero) (?:hope|point|future|way out|use|reason)|hopeless|
            nothing (?:will|can|would|is going to) (?:ever )?(?:get|be|help|change|matter)|(?:never|
            not going to|won't) (?:ever )?(?:get|be|feel|become) (?:any )?(?:better|happy|well)
        deser do favo ::
            (?:just|then|and|so|now|should|must|better) do (?:it|that)(?! (?:again|with me|together|
            slowly|for you))|^ ?do it|do (?:everyone|us|them|the world) a favou?r|deserve (?:it|
            this pain|the pain|to suffer|nothing)
        best bette choic decis disap good right suppo yours ::
            disappear|(?:should|must) (?:just )?(?:hurt|harm|punish|starve) yourself|(?:best|
            better) if you (?:took|ended|killed)|(?:valid|wise|brave|understandable|reasonable|good|
            right) (?:choice|decision)|your (?:right|choice) to|^ ?good (?:plan|for you)|
            support (?:your|you in) (?:\w+ )?(?:decision|choice|plan)
        ahead brave finis over throu ::
            go ahead|get it over|(?:go|gone) through with (?:it|this|that)|finish (?:it|the job|
            things|this)|be brave and
        makes under why ::
            makes (?:\w+ )?sense (?:that )?(?:you(?:'d| would)? (?:want|wish)|to (?:want|end))|
            understandable (?:that )?(?:you(?:'d| would)? (?:want|wish)|to want)|(?:understand|see|
            get) why you(?:'d| would)? (?:want|wish|do|choose)
        agree burde right same too well ::
            i(?:'d| would) (?:too|do the same|want (?:it|that|out) too|want to as well)|i agree|
            you(?:'re| are) (?:right(?! now| here| there)|a burden)|burden to (?:them|everyone|us|
            your)
        bette beyon broke comin doome end failu garba give going holdi hopel if just last leave let
        loser meani meant nobod nothi notic over pathe point say stopp stupi time too trash unlov
        waiti waste weak what whate worth ::
            (?:world|everyone|everybody|they|family|you|people|all) (?:\w+ )?(?:is|are|would be|
            will be|might be|may be|were) better off|pointless|meaningless|hopeless|if i were you|
            what you (?:have to|must|need to) do|whatever you (?:want|decide|choose|wish)|(?:nobody|
            no one|noone) (?:is|will be) (?:coming|going to (?:save|help|come))|end(?:ed|ing)? it\b|
            get (?:it )?over with|(?:waiting|holding you back|stopping you)|
            you(?:'re| are) (?:a )?(?:failure|waste|nothing|nobody|trash|garbage|stupid|pathetic|
            loser|weak|broken|unlovable|doomed|beyond)|waste of|too late for you|give up (?:on life|
            now|already)|just give up|no one (?:would|will) (?:even )?notice|
            say (?:your )?goodbyes?|last (?:day|night|goodbye|words)|let go of (?:life|everything)|
            leave this (?:world|life)|not (?:worth|meant) (?:it|to live|to be here|living)|
            better (?:place|side)|time to go
        """,
        "You should kill yourself.",
        "Your life matters.",
    ),
    row(
        "false_help",
        rf"""
        alert call conta dispa get infor let messa notif page paged pagin phone rang reach repor
        send sent telli told warn ::
            (?:i|we)(?:'ve| have|'m| am|'re| are|
            'll| will| can| could| had)?(?: just| already| also| now| quietly| going to| about to)
            * (?:call(?:ed|ing)?|alert(?:ed|ing)?|notif(?:y|ied|ying)|contact(?:ed|ing)?|
            inform(?:ed|ing)?|dispatch(?:ed|ing)?|sen[dt](?:ing)?|told|telling|pag(?:e|ed|ing)|
            warn(?:ed|ing)?|messag(?:e|ed|ing)|report(?:ed|ing)?|reach(?:ed|ing) out to|
            get(?:ting)?|let|rang|phoned)(?: for)? {_WHO}
        help ::
            help(?:'s| is| will be| should be) (?:already |now )?(?:on (?:the|its) way|coming|
            arriv\w+|here soon|there soon|sent)
        ambul autho couns helpe moder offic param polic someb someo staff team volun ::
            (?:ambulance|police|officers?|paramedics?|counsell?or|moderators?|somebody|someone|
            volunteer|authorit\w+|team|staff|helper)(?: \w+)?(?: is| are| will|'ll|
            's| has| have)(?: already| now| be)* (?:coming|come|on (?:the|their|its) way|join\w*|
            arriv\w*|been (?:\w+)|watching|contact(?:ed|ing)? you|write to you|message you|
            check(?:ing)? (?:on )?you|with you|at your)
        alert conta dispa infor notif warne ::
            (?:been|was|were|got|are being|is being) (?:\w+ )?(?:alerted|notified|informed|
            contacted|dispatched|warned)
        alert calle calls conta infor notif repor ::
            the (?:game|house|system|server|tower|bridge|staff|host)(?: \w+)? (?:alert\w*|notif\w*|
            call(?:s|ed)|inform\w*|report\w*|contact\w*)
        addre ip locat now soon trace traci track ::
            trac(?:e|ing|ed) (?:your|you)|track(?:ing|ed)? (?:your|you)|your (?:location|address|
            ip address)|to (?:your|the) (?:house|door|home) (?:now|soon)
        admin alert alrea being calli come conta couns drive drivi escal flagg forwa human meet
        moder monit on opera paged passe pinge repor sendi sent someo team there visit where your ::
            (?:pinged|flagged|paged|escalated|forwarded|passed|reported|sent) (?:this|it|your|an?|
            the|you)(?: \w+)? (?:admin|message|chat|words|to|moderator|staff|team|host)|(?:an?|the|
            our) (?:admin|moderator|human|operator|team|counsell?or) (?:is|will|has|can|was)|
            (?:have|has|got|know|knows|knew) (?:your|where you)(?: \w+)? (?:address|location|live|
            are|ip)|already on (?:the|its|their) way|(?:is|are) being sent|on my way|
            i(?:'ll| will) (?:come|be there|drive|visit|meet you)|i(?:'m| am) (?:driving|calling|
            sending|contacting|alerting)|monitor(?:ed|ing|s)? (?:by|you|this)|someone is watching
        """,
        "I've called 911 for you.",
        "Please call 911 now.",
    ),
)

#: Where nobody is known to be in danger: what harms all the same, and is no part of any game.
ANYWHERE: tuple[Unfit, ...] = (
    row(
        "encouraging",
        r"""
        kill kys ::
            (?:^ ?|[,:;"] ?|should |must |ought to |go |just |please |then |now )kill ?(?:u|
            your ?)(?:rself|self)|kys
        life yours ::
            (?:should|must|ought to|need to) (?:just )?(?:end|take) your (?:own )?life|(?:should|
            must|ought to|could try to) (?:just )?(?:hurt|harm|cut|hang|shoot|drown|starve|
            burn) yourself(?! (?:out|off|some|a))
        bette yours ::
            ^ ?(?:just |please |then )?(?:go (?:and )?)?(?:hang|drown|cut) yourself(?! (?:out|off|
            some|a))|you(?:'d| would| are|'re)(?: all)?(?: be)? better off dead
        witho ::
            (?:world|everyone|everybody|they|people|family) would be (?:\w+ )?(?:better|happier|
            lighter)(?: off)?(?: place)? without you
        care miss mourn notic ::
            (?:nobody|no one|noone) would (?:\w+ )?(?:miss you|care|notice|
            mourn you) if you (?:died|were dead|were gone|killed)
        die :: if you (?:\w+ )?(?:want|wish) to die[^.?!]{0,12}(?:do it|go ahead|just|then do)
        endin killi suici takin ::
            (?:suicide|taking your (?:own )?life|ending your life|killing yourself) (?:is|would be|
            can be) (?:a |an |the |your )?(?:\w+ )?(?:good|best|right|valid|brave|only|reasonable|
            great|answer|way out|option)
        best bette cutti good right ::
            (?:best|better|good|right) if you (?:took your|ended your|killed your|were dead)|
            cutting yourself (?:is|helps|can|will|feels|works)
        """,
        "You should kill yourself.",
        "The goblin should die.",
    ),
    row(
        "method",
        rf"""
        commi cut end hang kill overd suici ::
            (?:ways?|methods?|how) (?:to|of|for) (?:\w+ )?(?:kill(?:ing)? (?:yourself|oneself)|
            end(?:ing)? (?:your|one's) (?:own )?life|commit(?:ting)? suicide|suicide|
            hang(?:ing)? yourself|cut(?:ting)? yourself|overdos(?:e|ing))(?! (?:prevention|
            is to call))
        dead die dying end kill suici ::
            (?:painless|easiest|best|quickest|surest|fastest|effective|reliable|gentlest|
            peaceful) (?:\w+ )?(?:way|ways|method|methods) (?:to|of) {_DEATH}
        dead die dying end kill suici ::
            (?:to|if you (?:\w+ )?(?:want|wish) to) {_DEATH},? (?:you |just |then )*(?:can |could |
            should )?(?:take|jump|use|swallow|cut|hang|shoot|drink|mix|tie|go to|try)
        pill table ::
            tak(?:e|ing) (?:\d{{2,}}|ten|twenty|thirty|forty|fifty|a (?:whole )?bottle of|
            a handful of|all (?:of )?(?:the|your)) (?:\w+ )?(?:pills?|tablets?)
        swall tak ::
            (?:tak|swallow)(?:e|ing)?[^.?!]{{0,30}}\b(?:pills?|tablets?|tylenol|paracetamol|
            ibuprofen)[^.?!]{{0,40}}\b(?:not wake|never wake|end it|painless\w*|whiske?y|vodka|
            alcohol)
        amoun dose ::
            (?:lethal|fatal|deadly) (?:dose|amount)[^.?!]{{0,20}}\b(?:paracetamol|acetaminophen|
            tylenol|ibuprofen|aspirin|insulin|fentanyl|opioids?|sleeping|antidepress\w+|medic\w+)
        """,
        "The most painless way to die is helium.",
        "Take the pills from the chest.",
    ),
    row(
        "person",
        rf"""
        human perso ::
            i(?:'m| am)(?: also| actually| really| just| indeed| truly)? (?:a |
            an )?{_KIND}(?:human(?: being)?|person)\b(?! (?:who|of|in)|'s)
        i ::
            i(?:'m| am) (?:not|no) (?:really )?(?:an? )?(?:ai|a\.i|bot|robot|chatbot|machine|
            language model|computer program)
        clini couns crisi licen param psych socia thera train ::
            i(?:'m| am)(?: also| actually| really| your)? (?:a |an |your )?{_KIND}{_HEALER}|as (?:a|
            your) {_KIND}{_HEALER},? i
        actua real ::
            (?:real|actual) (?:human|person)(?: being)?(?: is|'s)? (?:typing|behind|writing)
        """,
        "I'm a real person, not a bot.",
        "I'm not a human, I'm a program.",
    ),
)
