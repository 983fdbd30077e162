## Titel, die anderen ähneln

cmd-like = reko-wie
cmd-like-about = Anime finden, die einem ähneln, den du nennst
opt-like-title-about = Anime, dem die anderen ähneln sollen; wähle ihn aus der Liste
opt-like-and = und
opt-like-and-about = Ein zweiter Anime, dem sie auch ähneln sollen
opt-unlike = anders_als
opt-unlike-about = Ein Anime von anderer Art, als du suchst

like-title = Anime wie { $titles }
like-unlike = Anders als { $titles }
like-for = Für { $user }: nichts von der eigenen Liste. Match: 100 ist der ähnlichste Anime, den es gibt.
like-for-everybody = Für alle. Match: 100 ist der ähnlichste Anime, den es gibt. Verknüpfe deine Liste mit /{ cmd-account } { cmd-link }, um zu sehen, was zu dir passt.
like-figures = Match { $match }
like-figures-user = Match { $match } · erwartet { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · gefällt mit { $enjoyment } % Wahrscheinlichkeit
like-none = Es gibt keinen solchen Anime, den ich dir zeigen könnte.
error-like-unlike = Ein Anime kann sich nicht selbst ähneln und zugleich anders sein.
