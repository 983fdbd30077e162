## Ein zufällig gezogener Titel

cmd-random = reko-zufall
cmd-random-about = Einen Anime ziehen, den du jetzt ansehen kannst
opt-draw-planned-about = Von deiner Plan-to-watch-Liste ziehen
button-draw = Noch einmal ziehen
draw-figures = Match **{ $match }** · erwartet { NUMBER($score, minimumFractionDigits: 1, maximumFractionDigits: 1) } · gefällt mit { $enjoyment } % Wahrscheinlichkeit
draw-for = Für { $user } aus den 100 besten gezogen; was besser passt, kommt öfter.
draw-for-planned = Aus dem gezogen, was { $user } plant; was besser passt, kommt öfter.
draw-none = Es gibt nichts, woraus gezogen werden könnte.
draw-none-planned = Auf der Plan-to-watch-Liste steht nichts, was als Nächstes angesehen werden könnte.
