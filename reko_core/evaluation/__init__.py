"""Quality, measured on users whose lists the engine has not seen."""
