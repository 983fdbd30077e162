## Die ersten Empfehlungen, für Leute ohne Liste

cmd-start = reko-start
cmd-start-about = Keine Liste? Bewerte zehn bekannte Anime, und du bekommst Empfehlungen
start-question = { $n } von { $total }: Kennst du das?
button-liked = Mochte ich
button-not-liked = Nichts für mich
button-not-seen = Nicht gesehen
button-keep = Als meine Liste behalten
start-so-far = Deine Anime bis jetzt
start-done = Deine Anime
start-line = { $rank }. [{ $title }]({ $url }) · **Match { $match }** · deine Wertung wohl etwa { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) }
start-none-known = Bis jetzt kanntest du keinen davon, daher die Favoriten der Community.
start-next = Du hast eine Liste auf MyAnimeList, AniList oder Kitsu? Mit `/{ cmd-account } { cmd-link }` werden die Empfehlungen viel besser. Deine Antworten werden nur gespeichert, wenn du es willst.
start-kept =
    { $n ->
        [one] 💾 Deine Bewertung ist jetzt deine Liste, `/{ cmd-reko }` geht also. `/{ cmd-account } { cmd-unlink }` löscht sie.
       *[other] 💾 Deine { $n } Bewertungen sind jetzt deine Liste, `/{ cmd-reko }` geht also. `/{ cmd-account } { cmd-unlink }` löscht sie.
    }
