## Títulos que una persona oculta

hidden-title =
    { $n ->
        [one] 1 título oculto
       *[other] { $n } títulos ocultos
    }
hidden-none = No ocultas ningún título. **No es para mí** y **Ya lo he visto**, en el menú *Más sobre…* bajo las recomendaciones, te ocultan un título en todas partes.
hidden-never = 🙈 { $title }, desde { $when }
hidden-seen = 👁️ { $title }, visto, desde { $when }
hidden-show-again = Volver a mostrar…
hidden-shown =
    { $n ->
        [0] Eso no estaba oculto.
        [one] ↩️ 1 título ya no está oculto.
       *[other] ↩️ { $n } títulos ya no están ocultos.
    }
