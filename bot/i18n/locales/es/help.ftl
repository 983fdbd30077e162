## Ayuda

help-title = Cómo funciona Reko
help-about = Reko busca a personas con gustos como los tuyos y recomienda lo que les gusta. Tu lista puede estar en MyAnimeList, AniList o Kitsu. Empieza con `/{ cmd-reko }`.
help-figures = Qué significan las cifras
help-match = **Encaje** es el orden: lo bien que un título encaja con tu lista. 90 encaja mejor que 90 de cada 100 títulos que te gustan.
help-score = **Le pondrías un** es la nota, del 1 al 10, que probablemente le darías.
help-enjoyment = **Probabilidad de superar tu media** es la posibilidad de que le pongas al menos tu nota media.
help-users = Usuarios similares
help-users-about = Recomiendan un título si lo están viendo o lo han completado y le pusieron al menos su nota media o ninguna.
help-below = Debajo de una respuesta
help-below-about = **Más sobre…** dice por qué un título encaja con tu lista y puede ocultarlo solo para ti. 🚫 lo veta aquí. **Actualizar** vuelve a leer tu lista.
help-commands = Comandos
help-more = Más
help-docs = Guía
help-privacy = Privacidad
help-terms = Términos
